-module(variable_shadowing_in_funs).
-export([main/0]).

main() ->
    X = 1,
    F = fun(Y) -> Z = X + Y, Z end,
    Z = 100,
    io:format("~w~n", [{F(1), Z}]),
    G = fun() -> [W || W <- [1, 2, 3], W > X] end,
    W = w,
    io:format("~w~n", [{G(), W}]),
    H = fun(X1) -> fun(Y1) -> X1 - Y1 end end,
    io:format("~w~n", [[(H(10))(N) || N <- [1, 2]]]),
    L = [fun(V) -> V + N end || N <- [1, 2, 3]],
    io:format("~w~n", [[A(10) || A <- L]]).
