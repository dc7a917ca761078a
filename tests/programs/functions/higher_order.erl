-module(higher_order).
-export([main/0]).

main() ->
    Add = fun(X) -> fun(Y) -> X + Y end end,
    io:format("~w~n", [(Add(3))(4)]),
    Compose = fun(F, G) -> fun(X) -> F(G(X)) end end,
    Twice = fun(F) -> Compose(F, F) end,
    io:format("~w~n", [(Twice(Twice(fun(X) -> X * 3 end)))(1)]),
    io:format("~w~n", [curry(fun(A, B, C) -> {A, B, C} end, 1, 2, 3)]),
    io:format("~w~n", [lists:map(fun erlang:abs/1, [-1, 2, -3])]),
    io:format("~w~n", [lists:foldr(fun(F, X) -> F(X) end, 10, [fun(X) -> X - 1 end, fun double/1])]),
    io:format("~w~n", [iterate(fun(X) -> X * 2 end, 1, 10)]).

curry(F, A, B, C) -> (((fun(X) -> fun(Y) -> fun(Z) -> F(X, Y, Z) end end end)(A))(B))(C).

double(X) -> 2 * X.

iterate(_, _, 0) -> [];
iterate(F, X, N) -> [X | iterate(F, F(X), N - 1)].
