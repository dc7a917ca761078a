-module(red_black_tree).
-export([main/0]).

main() ->
    T = lists:foldl(fun insert/2, e, [5, 2, 8, 1, 9, 3, 7, 4, 6]),
    io:format("~p~n", [T]),
    io:format("~w ~w~n", [to_list(T), depth(T)]),
    Big = lists:foldl(fun insert/2, e, lists:seq(1, 1000)),
    io:format("~w ~w~n", [depth(Big), length(to_list(Big))]).

insert(X, T) -> {_, L, V, R} = ins(X, T), {b, L, V, R}.
ins(X, e) -> {r, e, X, e};
ins(X, {C, L, V, R}) when X < V -> balance(C, ins(X, L), V, R);
ins(X, {C, L, V, R}) when X > V -> balance(C, L, V, ins(X, R));
ins(_, T) -> T.

balance(b, {r, {r, A, X, B}, Y, C}, Z, D) -> {r, {b, A, X, B}, Y, {b, C, Z, D}};
balance(b, {r, A, X, {r, B, Y, C}}, Z, D) -> {r, {b, A, X, B}, Y, {b, C, Z, D}};
balance(b, A, X, {r, {r, B, Y, C}, Z, D}) -> {r, {b, A, X, B}, Y, {b, C, Z, D}};
balance(b, A, X, {r, B, Y, {r, C, Z, D}}) -> {r, {b, A, X, B}, Y, {b, C, Z, D}};
balance(C, L, V, R) -> {C, L, V, R}.

to_list(e) -> [];
to_list({_, L, V, R}) -> to_list(L) ++ [V | to_list(R)].
depth(e) -> 0;
depth({_, L, _, R}) -> 1 + max(depth(L), depth(R)).
