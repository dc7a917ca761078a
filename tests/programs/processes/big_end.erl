-module(big_end).
-export([main/0]).

%% What large processes took counts no longer when they have ended.
main() ->
    Before = erlang:memory(processes),
    ends(100),
    Grown = erlang:memory(processes) - Before,
    io:format("~p~n", [Grown < 100000000]).

ends(0) -> ok;
ends(N) ->
    {Pid, Ref} = spawn_monitor(fun() -> L = lists:seq(1, 200000), erlang:garbage_collect(), length(L) end),
    receive {'DOWN', Ref, process, Pid, normal} -> ends(N - 1) end.
