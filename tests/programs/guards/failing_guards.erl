-module(failing_guards).
-export([main/0]).

%% A guard that fails is false, whatever comes after it.
main() ->
    io:format("~w~n", [[f(X) || X <- [[], [1], a, {}, 0, {1, 2}]]]),
    io:format("~w~n", [[g(X) || X <- [0, 1, a]]]),
    io:format("~w~n", [[h(X) || X <- [[], {a}, 5]]]),
    io:format("~w~n", [[case X of _ when X + 1 > 0 -> num; _ when true -> other end || X <- [1, a, 1.0]]]).

f(X) when hd(X) =:= 1 -> head_is_one;
f(X) when length(X) =:= 0 -> empty;
f(X) when element(1, X) =:= 1 -> tuple_one;
f(X) when 1 div X =:= 1; is_atom(X) -> atom;
f(_) -> none.

g(X) when 1 / X > 0; X =:= 0 -> yes;
g(X) when not (X > 0) -> not_bigger;
g(_) -> no.

h(X) when tuple_size(X) > 0 orelse X =:= 5 -> yes;
h(X) when is_tuple(X) orelse length(X) >= 0 -> list;
h(_) -> no.
