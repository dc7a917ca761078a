-module(comma_and_semicolon).
-export([main/0]).

main() ->
    io:format("~w~n", [[f(X) || X <- [1, 5, 10, 15, a, 2.5, -3]]]),
    io:format("~w~n", [[g(A, B) || A <- [0, 1], B <- [0, 1]]]).

f(X) when is_integer(X), X > 0, X < 10; X =:= a -> small;
f(X) when is_number(X) andalso (X > 9 orelse X < 0) -> far;
f(X) when not is_integer(X); X == 0 -> odd_one;
f(_) -> none.

g(A, B) when A =:= 1, B =:= 1; A + B =:= 0 -> equal;
g(A, _) when A > 0 -> first;
g(_, _) -> second.
