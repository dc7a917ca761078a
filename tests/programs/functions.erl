-module(functions).
-export([main/0]).

%% Clauses are tried in order; arity is part of a function's name.
main() ->
    io:format("~p~n", [[area(S) || S <- [{circle, 2}, {square, 3}, {rectangle, 2, 5}]]]),
    io:format("~p ~p ~p~n", [add(), add(1), add(1, 2)]),
    io:format("~p~n", [[kind(X) || X <- [0, 5, -5, a, "", "s", {}, {a}]]]),
    io:format("~p~n", [many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]),
    io:format("~p~n", [same(x, x)]),
    io:format("~p~n", [same(x, y)]).

area({circle, R}) -> 3 * R * R;
area({square, A}) -> A * A;
area({rectangle, A, B}) -> A * B.

add() -> 0.
add(A) -> A.
add(A, B) -> A + B.

kind(0) -> zero;
kind(N) when is_integer(N), N > 0 -> positive;
kind(N) when is_integer(N) -> negative;
kind(A) when is_atom(A) -> atom;
kind([]) -> empty;
kind([_ | _]) -> list;
kind({}) -> unit;
kind(T) when tuple_size(T) =:= 1 -> single.

many(A, B, C, D, E, F, G, H, I, J) -> {A - J, B - I, C - H, D - G, E - F, [A, B, C, D, E, F, G, H, I, J]}.

same(X, X) -> yes;
same(_, _) -> no.
