-module(binary_trees).
-export([run/0]).

run() ->
    Kept = tree(17),
    repeat(5, 17),
    262143 = check(Kept).

repeat(Depth, Max) when Depth > Max -> ok;
repeat(Depth, Max) ->
    Count = 1 bsl (Max - Depth + 4),
    _ = checks(Count, Depth, 0),
    repeat(Depth + 2, Max).

checks(0, _, Sum) -> Sum;
checks(N, Depth, Sum) -> checks(N - 1, Depth, Sum + check(tree(Depth))).

tree(0) -> {nil, nil};
tree(Depth) -> {tree(Depth - 1), tree(Depth - 1)}.

check({nil, nil}) -> 1;
check({Left, Right}) -> 1 + check(Left) + check(Right).
