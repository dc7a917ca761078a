%% A receive whose patterns are known when it runs.
-module(prim_eval).
-export(['receive'/2]).

%% Milliseconds between looks at the messages, at most.
-define(LONGEST_WAIT, 8).

%% What `Select` makes of the first message for which that is not `nomatch`, which is taken, or `timeout`.
'receive'(Select, Time) ->
    End = case Time of
              infinity -> infinity;
              _ when is_integer(Time), Time >= 0 -> erlang:monotonic_time(millisecond) + Time;
              _ -> erlang:error(timeout_value)
          end,
    look(Select, End, 1).

%% A message is looked for where it lies, and then taken as what it is.
look(Select, End, Wait) ->
    {messages, Messages} = erlang:process_info(self(), messages),
    case first(Select, Messages) of
        {Message, Selected} ->
            receive Message -> Selected end;
        none ->
            case left(End, Wait) of
                none -> timeout;
                Pause ->
                    receive after Pause -> ok end,
                    look(Select, End, min(Wait * 2, ?LONGEST_WAIT))
            end
    end.

left(infinity, Wait) -> Wait;
left(End, Wait) ->
    case End - erlang:monotonic_time(millisecond) of
        Left when Left =< 0 -> none;
        Left -> min(Left, Wait)
    end.

first(_, []) -> none;
first(Select, [Message | Messages]) ->
    case Select(Message) of
        nomatch -> first(Select, Messages);
        Selected -> {Message, Selected}
    end.
