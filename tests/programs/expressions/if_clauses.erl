-module(if_clauses).
-export([main/0]).

main() ->
    io:format("~w~n", [[sign(X) || X <- [-5, 0, 5, -0.0, 1.5]]]),
    io:format("~w~n", [[grade(X) || X <- [95, 85, 75, 65, 5]]]),
    io:format("~p~n", [try none(1) catch error:E -> E end]).

sign(X) -> if X > 0 -> 1; X < 0 -> -1; true -> 0 end.

grade(S) ->
    if
        S >= 90 -> a;
        S >= 80, S < 90 -> b;
        S >= 70 andalso S < 80 -> c;
        S >= 60; S =:= 59 -> d;
        true -> f
    end.

none(X) -> if X > 1 -> a; X < 1 -> b end.
