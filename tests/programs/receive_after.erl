-module(receive_after).
-export([main/0]).

main() ->
    receive nothing -> ok after 10 -> io:format("timeout~n") end,
    receive after 0 -> io:format("at once~n") end,
    self() ! soon,
    receive soon -> io:format("soon~n") after 1000 -> io:format("late~n") end,
    T = 5,
    X = receive x -> 1 after T * 2 -> 2 end,
    io:format("~p~n", [X]),
    S = self(),
    spawn(fun() -> receive after 20 -> S ! late end end),
    receive late -> io:format("late~n") after infinity -> never end,
    receive after 1 bsl 10 - 1023 -> io:format("one~n") end,
    {A, B} = receive never -> {A0 = 1, B0 = 2} after 1 -> A0 = 3, B0 = 4, {A0, B0} end,
    io:format("~p ~p~n", [A, B]),
    io:format("~p~n", [try receive after id(-1) -> ok end catch error:R1 -> R1 end]),
    io:format("~p~n", [try receive x -> y after id(foo) -> ok end catch error:R -> R end]),
    io:format("~p~n", [timer:sleep(5)]).

id(X) -> X.
