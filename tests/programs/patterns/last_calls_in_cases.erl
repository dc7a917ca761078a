-module(last_calls_in_cases).
-export([main/0]).

%% What a case ends with is the last call of its function, whatever its patterns are: loops need no stack.
main() ->
    Rounds = 200000,
    Bytes = binary:copy(<<7>>, Rounds),
    io:format("~p~n", [whole(Bytes)]),
    io:format("~p~n", [sized(Bytes, 8)]),
    io:format("~p~n", [guarded(Bytes, 1)]),
    io:format("~p~n", [within(Bytes)]),
    io:format("~p~n", [maps(#{count => Rounds})]),
    io:format("~p~n", [named(#{count => Rounds}, count)]),
    io:format("~p~n", [text(binary:copy(<<"é"/utf8>>, Rounds))]),
    io:format("~p~n", [in_try(Bytes)]).

%% Whether the stack has stayed short.
stack() ->
    {stack_size, Words} = process_info(self(), stack_size),
    Words < 1000.

whole(Bytes) ->
    case Bytes of
        <<_, Rest/binary>> -> whole(Rest);
        _ -> stack()
    end.

sized(Bytes, Size) ->
    case Bytes of
        <<N:Size, Rest/binary>> when N > 0 -> sized(Rest, Size);
        _ when Size > 0 -> done(stack(), Bytes);
        _ -> Bytes
    end.

guarded(Bytes, Sum) ->
    case Bytes of
        <<N, Rest/binary>> when N > 3 -> guarded(Rest, Sum + N);
        <<>> -> {Sum, stack()};
        _ -> Sum
    end.

within(Bytes) ->
    Found =
        case Bytes of
            <<7, Rest/binary>> -> Rest;
            _ -> none
        end,
    case Found of
        <<_, _/bits>> -> within(Found);
        _ -> stack()
    end.

maps(Map) ->
    case Map of
        #{count := 0} -> stack();
        #{count := N} when N > 0 -> maps(Map#{count := N - 1});
        _ -> Map
    end.

named(Map, Key) ->
    case Map of
        #{Key := N} when N > 0 -> named(Map#{Key := N - 1}, Key);
        #{Key := N} -> {N, stack()};
        _ -> ok
    end.

text(Text) ->
    case Text of
        <<C/utf8, Rest/binary>> when C > 0 -> text(Rest);
        _ when Text =:= <<>> -> stack();
        _ -> Text
    end.

in_try(Bytes) ->
    try Bytes of
        <<N, Rest/binary>> when N > 0 -> in_try(Rest);
        <<>> -> stack();
        _ -> Bytes
    catch
        _:_ -> none
    end.

done(Stack, Rest) -> {Stack, Rest}.
