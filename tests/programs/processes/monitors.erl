-module(monitors).
-export([main/0]).

main() ->
    P = spawn(fun() -> receive stop -> exit(done) end end),
    R1 = monitor(process, P),
    R2 = monitor(process, P),
    io:format("~p ~p~n", [R1 =:= R2, demonitor(R2)]),
    P ! stop,
    receive {'DOWN', R1, process, P, Why} -> io:format("~p~n", [Why]) end,
    R3 = monitor(process, P),
    receive {'DOWN', R3, T, _, Why3} -> io:format("~p ~p~n", [T, Why3]) end,
    R4 = monitor(process, no_such_name),
    receive {'DOWN', R4, process, {Name, Node}, Why4} -> io:format("~p ~p ~p~n", [Name, Node, Why4]) end,
    io:format("~p~n", [try monitor(process, "x") catch error:E1 -> E1 end]),
    io:format("~p~n", [try demonitor(x) catch error:E2 -> E2 end]),
    io:format("~p~n", [demonitor(make_ref(), [flush, info])]),
    receive M -> io:format("~p~n", [M]) after 20 -> io:format("none~n") end.
