-module(timeouts).
-export([main/0]).

main() ->
    io:format("~p~n", [receive X -> X after 10 -> timeout end]),
    io:format("~p~n", [receive Y -> Y after 0 -> now end]),
    self() ! here,
    io:format("~p~n", [receive Z -> Z after infinity -> never end]),
    io:format("~p~n", [catch_error(fun() -> receive after -1 -> x end end)]),
    io:format("~p~n", [catch_error(fun() -> receive after a -> x end end)]),
    io:format("~p~n", [catch_error(fun() -> receive after 1.5 -> x end end)]),
    T = 5,
    io:format("~p~n", [receive after T * 2 -> waited end]),
    erlang:send_after(20, self(), late),
    self() ! early,
    io:format("~p~n", [[receive M -> M after 500 -> none end || _ <- [1, 2]]]).

catch_error(F) -> try F() catch C:R -> {C, R} end.
