-module(if_of).
-export([main/0]).

main() ->
    io:format("~p~n", [[grade(X) || X <- [1, 50, 500]]]),
    io:format("~p~n", [catch none(1)]),
    V = if is_atom(x), 1 < 2 -> yes; true -> no end,
    io:format("~p~n", [V]).

grade(X) ->
    if
        X < 10 -> small;
        X < 100, X > 20 -> medium;
        X =:= 15; X =:= 16 -> odd;
        true -> large
    end.

none(X) ->
    try if X > 1 -> a; X < 0 -> b end catch error:R -> {error, R} end.
