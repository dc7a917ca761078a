-module(monitors).
-export([main/0]).

main() ->
    {P, R} = spawn_monitor(fun() -> receive {stop, Why} -> exit(Why) end end),
    R2 = erlang:monitor(process, P),
    P ! {stop, because},
    receive {'DOWN', R, process, P, W} -> io:format("~p~n", [W]) end,
    receive {'DOWN', R2, process, P, W2} -> io:format("~p~n", [W2]) end,
    R3 = monitor(process, P),
    receive {'DOWN', R3, process, P, W3} -> io:format("~p~n", [W3]) end,
    P4 = spawn(fun() -> receive stop -> ok end end),
    R4 = monitor(process, P4),
    io:format("~p~n", [demonitor(R4)]),
    P4 ! stop,
    receive {'DOWN', R4, _, _, _} -> io:format("wrong~n") after 20 -> io:format("nothing~n") end,
    R5 = monitor(process, P4),
    io:format("~p~n", [demonitor(R5, [flush])]),
    receive {'DOWN', R5, _, _, _} -> io:format("wrong~n") after 20 -> io:format("nothing~n") end,
    register(named, spawn(fun() -> receive stop -> ok end end)),
    R6 = monitor(process, named),
    named ! stop,
    receive {'DOWN', R6, process, {N, _}, W6} -> io:format("~p ~p~n", [N, W6]) end,
    R7 = monitor(process, nobody_has_this),
    receive {'DOWN', R7, process, {N7, _}, W7} -> io:format("~p ~p~n", [N7, W7]) end.
