-module(exit_signals).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    S = self(),
    Trapper = spawn_link(fun() -> process_flag(trap_exit, true), S ! ready, trap(S) end),
    receive ready -> ok end,
    exit(Trapper, polite),
    receive {trapped, X} -> io:format("~p~n", [X]) end,
    exit(Trapper, normal),
    receive {trapped, Y} -> io:format("~p~n", [Y]) end,
    exit(Trapper, kill),
    receive {'EXIT', Trapper, R} -> io:format("~p~n", [R]) end,
    Plain = spawn_link(fun() -> receive go -> ok end end),
    exit(Plain, normal),
    receive {'EXIT', Plain, _} -> io:format("died~n") after 20 -> io:format("lives~n") end,
    exit(Plain, reason),
    receive {'EXIT', Plain, R2} -> io:format("~p~n", [R2]) end,
    exit(self(), to_myself),
    receive {'EXIT', S, R3} -> io:format("~p~n", [R3]) end,
    {P, M} = spawn_monitor(fun() -> exit(self(), normal), receive after 1000 -> ok end end),
    receive {'DOWN', M, process, P, R4} -> io:format("~p~n", [R4]) end,
    {P2, M2} = spawn_monitor(fun() -> spawn_link(fun() -> exit(kill) end), receive after 1000 -> ok end end),
    receive {'DOWN', M2, process, P2, R5} -> io:format("~p~n", [R5]) end,
    {P3, M3} = spawn_monitor(fun() -> try exit(inside) catch exit:Z -> exit({caught, Z}) end end),
    receive {'DOWN', M3, process, P3, R6} -> io:format("~p~n", [R6]) end.

trap(S) ->
    receive {'EXIT', _, R} -> S ! {trapped, R}, trap(S) end.
