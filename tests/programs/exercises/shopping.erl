-module(shopping).
-export([main/0]).

main() ->
    Buy = [{oranges, 4}, {newspaper, 1}, {apples, 10}, {pears, 6}, {milk, 3}],
    io:format("~w~n", [total(Buy)]),
    io:format("~w~n", [lists:sum([cost(A) * B || {A, B} <- Buy])]),
    io:format("~p~n", [try total([{bread, 1}]) catch error:function_clause -> unknown end]),
    [io:format("~-12s~4w x ~3w = ~6w~n", [atom_to_list(W), N, cost(W), N * cost(W)]) || {W, N} <- Buy].

cost(oranges) -> 5;
cost(newspaper) -> 8;
cost(apples) -> 2;
cost(pears) -> 9;
cost(milk) -> 7.

total([{W, N} | T]) -> cost(W) * N + total(T);
total([]) -> 0.
