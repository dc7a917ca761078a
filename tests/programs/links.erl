-module(links).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    P = spawn_link(fun() -> exit(crash) end),
    receive {'EXIT', P, R} -> io:format("~p~n", [R]) end,
    P2 = spawn_link(fun() -> ok end),
    receive {'EXIT', P2, R2} -> io:format("~p~n", [R2]) end,
    P3 = spawn_link(fun() -> receive stop -> ok end end),
    unlink(P3),
    exit(P3, kill),
    receive {'EXIT', P3, _} -> io:format("still linked~n") after 30 -> io:format("unlinked~n") end,
    P4 = spawn(fun() -> receive stop -> ok end end),
    link(P4),
    P4 ! stop,
    receive {'EXIT', P4, R4} -> io:format("~p~n", [R4]) end,
    link(P4),
    receive {'EXIT', P4, R5} -> io:format("~p~n", [R5]) end,
    io:format("~p~n", [process_flag(trap_exit, false)]),
    %% A chain of linked processes falls together.
    S = self(),
    {Top, Ref} = spawn_monitor(fun() -> chain(5, S) end),
    receive {built, Last} -> exit(Last, pull) end,
    receive {'DOWN', Ref, process, Top, Why} -> io:format("~p~n", [Why]) end.

chain(0, S) -> S ! {built, self()}, receive never -> ok end;
chain(N, S) -> spawn_link(fun() -> chain(N - 1, S) end), receive never -> ok end.
