%% Processes hibernate after each message while more wait, with every size of state.
-module(hibernating_with_messages).
-export([main/0, loop/3]).

main() ->
    Sizes = lists:seq(0, 60),
    io:format("~w~n", [lists:usort([run(Size) || Size <- Sizes])]),
    io:format("~w~n", [lists:usort([many(Size) || Size <- Sizes])]).

run(Size) ->
    Self = self(),
    Pid = spawn(fun() -> receive go -> loop(Self, lists:seq(1, Size), 0) end end),
    [Pid ! {add, N} || N <- lists:seq(1, 20)],
    Pid ! go,
    Pid ! {ask, Self},
    receive
        {Pid, Size, Sum} -> Sum
    after 10000 -> exit(Pid, kill), {lost, Size}
    end.

loop(Owner, State, Sum) ->
    receive
        {add, N} -> erlang:hibernate(?MODULE, loop, [Owner, State, Sum + N]);
        {ask, From} ->
            From ! {self(), length(State), Sum},
            erlang:hibernate(?MODULE, loop, [Owner, State, Sum])
    end.

%% The same, with messages that come while it hibernates.
many(Size) ->
    Pid = spawn(?MODULE, loop, [self(), lists:duplicate(Size, state), 0]),
    [begin Pid ! {add, N}, [erlang:yield() || N rem 3 =:= 0] end || N <- lists:seq(1, 50)],
    Pid ! {ask, self()},
    receive
        {Pid, Size, Sum} -> Sum
    after 10000 -> exit(Pid, kill), {lost, Size}
    end.
