-module(bif_type_tests).
-export([main/0]).

main() ->
    show(fun() -> [T(id(1)) || T <- [fun is_integer/1, fun is_float/1, fun is_number/1, fun is_atom/1]] end),
    show(fun() -> [is_list(X) || X <- [[], "a", [a | b], {}]] end),
    show(fun() -> [is_tuple(X) || X <- [{}, {a}, [], x]] end),
    show(fun() -> [is_pid(X) || X <- [self(), a, 1]] end),
    show(fun() -> [is_reference(X) || X <- [make_ref(), a]] end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
