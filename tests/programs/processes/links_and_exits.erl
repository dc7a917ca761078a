-module(links_and_exits).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    io:format("~p~n", [[died(F) || F <- [
        fun() -> ok end,
        fun() -> exit(normal) end,
        fun() -> exit(reason) end,
        fun() -> exit({a, [b]}) end,
        fun() -> exit(self(), kill), timer:sleep(1000) end,
        fun() -> exit(self(), normal), self() ! x, receive x -> survived end end,
        fun() -> process_flag(trap_exit, true), exit(self(), bye), receive {'EXIT', _, R} -> exit({got, R}) end end,
        fun() -> P = spawn_link(fun() -> exit(inner) end), _ = P, timer:sleep(1000) end]]]),
    P = spawn(fun() -> timer:sleep(5000) end),
    link(P),
    unlink(P),
    exit(P, kill),
    receive X -> io:format("~p~n", [X]) after 30 -> io:format("nothing~n") end,
    Q = spawn(fun() -> ok end),
    timer:sleep(10),
    io:format("~p~n", [catch link(Q)]),
    receive {'EXIT', Q, R} -> io:format("~p~n", [R]) after 30 -> io:format("nothing~n") end.

died(F) ->
    P = spawn_link(F),
    receive {'EXIT', P, Reason} -> Reason after 1000 -> lives end.
