-module(repeated_variables).
-export([main/0]).

main() ->
    io:format("~w~n", [[same(1, 1), same(1, 1.0), same([a], [a]), same({1}, {2})]]),
    io:format("~w~n", [[ends([1, 2, 1]), ends([1, 2, 3]), ends([x, x])]]),
    X = 3,
    io:format("~w~n", [[case N of X -> bound; _ -> other end || N <- [1, 2, 3, 3.0]]]),
    F = fun(X1, X1) -> eq; (_, _) -> ne end,
    io:format("~w~n", [{F(a, a), F(a, b)}]).

same(X, X) -> true;
same(_, _) -> false.

ends([X, _, X]) -> yes;
ends([X, X]) -> both;
ends(_) -> no.
