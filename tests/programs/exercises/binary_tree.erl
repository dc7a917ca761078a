-module(binary_tree).
-export([main/0]).

main() ->
    Tree = lists:foldl(fun insert/2, empty, [50, 30, 70, 20, 40, 60, 80, 30]),
    io:format("~p~n", [Tree]),
    io:format("~w~n", [to_list(Tree)]),
    io:format("~w ~w ~w~n", [depth(Tree), member(60, Tree), member(65, Tree)]),
    io:format("~w~n", [to_list(delete(50, Tree))]),
    io:format("~p~n", [fold(fun(X, A) -> X + A end, 0, Tree)]),
    io:format("~p~n", [depth(lists:foldl(fun insert/2, empty, lists:seq(1, 200)))]).

insert(X, empty) -> {node, X, empty, empty};
insert(X, {node, X, _, _} = Node) -> Node;
insert(X, {node, Y, L, R}) when X < Y -> {node, Y, insert(X, L), R};
insert(X, {node, Y, L, R}) -> {node, Y, L, insert(X, R)}.

to_list(empty) -> [];
to_list({node, X, L, R}) -> to_list(L) ++ [X | to_list(R)].

member(_, empty) -> false;
member(X, {node, X, _, _}) -> true;
member(X, {node, Y, L, _}) when X < Y -> member(X, L);
member(X, {node, _, _, R}) -> member(X, R).

depth(empty) -> 0;
depth({node, _, L, R}) -> 1 + max(depth(L), depth(R)).

delete(X, {node, Y, L, R}) when X < Y -> {node, Y, delete(X, L), R};
delete(X, {node, Y, L, R}) when X > Y -> {node, Y, L, delete(X, R)};
delete(_, {node, _, empty, R}) -> R;
delete(_, {node, _, L, empty}) -> L;
delete(_, {node, _, L, R}) -> {M, R1} = take_least(R), {node, M, L, R1}.

take_least({node, X, empty, R}) -> {X, R};
take_least({node, X, L, R}) -> {M, L1} = take_least(L), {M, {node, X, L1, R}}.

fold(_, Acc, empty) -> Acc;
fold(F, Acc, {node, X, L, R}) -> fold(F, F(X, fold(F, Acc, L)), R).
