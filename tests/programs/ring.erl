-module(ring).
-export([main/0]).

main() ->
    io:format("~p~n", [run(100, 1000)]).

run(N, Laps) ->
    First = self(),
    Next = lists:foldl(fun(_, To) -> spawn(fun() -> member(To) end) end, First, lists:seq(2, N)),
    Next ! 0,
    lap(Next, Laps, N).

member(To) ->
    receive
        stop -> To ! stop;
        X -> To ! X + 1, member(To)
    end.

lap(Next, 1, _) -> receive X -> Next ! stop, receive stop -> X end end;
lap(Next, Laps, N) -> receive X -> Next ! X, lap(Next, Laps - 1, N) end.
