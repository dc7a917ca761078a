-module(named_funs).
-export([main/0]).

main() ->
    Factorial = fun F(0) -> 1; F(N) -> N * F(N - 1) end,
    io:format("~p~n", [Factorial(25)]),
    Count = fun Loop([_ | T], N) -> Loop(T, N + 1); Loop([], N) -> N end,
    io:format("~p~n", [Count("twelve chars", 0)]),
    Base = 100,
    Sum = fun S([]) -> Base; S([H | T]) -> H + S(T) end,
    io:format("~p~n", [Sum([1, 2, 3])]),
    Even = fun Ev(0) -> true; Ev(N) -> not Ev(N - 1) end,
    io:format("~p~n", [lists:filter(Even, lists:seq(0, 10))]).
