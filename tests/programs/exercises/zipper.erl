-module(zipper).
-export([main/0]).

main() ->
    T = {1, {2, nil, {3, nil, nil}}, {4, nil, nil}},
    Z = {T, []},
    io:format("~p~n", [value(right(left(Z)))]),
    io:format("~p~n", [to_tree(set(5, right(left(Z))))]),
    io:format("~p~n", [up(Z)]),
    io:format("~p~n", [left(left(Z))]),
    io:format("~p~n", [value(up(up(right(left(Z)))))]).

value({{V, _, _}, _}) -> V.
left({{_, nil, _}, _}) -> nil;
left({{V, L, R}, C}) -> {L, [{left, V, R} | C]}.
right({{_, _, nil}, _}) -> nil;
right({{V, L, R}, C}) -> {R, [{right, V, L} | C]}.
up({_, []}) -> nil;
up({T, [{left, V, R} | C]}) -> {{V, T, R}, C};
up({T, [{right, V, L} | C]}) -> {{V, L, T}, C}.
set(V, {{_, L, R}, C}) -> {{V, L, R}, C}.
to_tree({T, []}) -> T;
to_tree(Z) -> to_tree(up(Z)).
