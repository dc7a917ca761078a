-module(arithmetic_in_guards).
-export([main/0]).

main() ->
    io:format("~w~n", [[f(X) || X <- lists:seq(-3, 12)]]),
    io:format("~w~n", [[leap(Y) || Y <- [1900, 2000, 2023, 2024]]]),
    io:format("~w~n", [[triangle(A, B, C) || {A, B, C} <- [{3, 4, 5}, {1, 1, 3}, {2, 2, 2}, {0, 1, 1}, {2, 3, 3}]]]).

f(X) when X rem 2 =:= 0, X div 2 > 2 -> big_even;
f(X) when X band 1 =:= 1, X bsl 1 >= 14 -> big_odd;
f(X) when abs(X) =:= 3 -> three;
f(X) when -X > 0 -> negative;
f(X) when X * X + 1 =:= 5 orelse trunc(X / 2) =:= 0 -> small;
f(_) -> other.

leap(Y) when Y rem 400 =:= 0; Y rem 4 =:= 0, Y rem 100 =/= 0 -> true;
leap(_) -> false.

triangle(A, B, C) when A + B > C andalso B + C > A andalso A + C > B ->
    if A =:= B, B =:= C -> equilateral; A =:= B orelse B =:= C orelse A =:= C -> isosceles; true -> scalene end;
triangle(_, _, _) -> impossible.
