-module(garbage).
-export([main/0]).

%% Builds far more than stays alive.
main() ->
    io:format("~p~n", [churn(200, lists:seq(1, 2000))]),
    Keep = [{N, lists:seq(1, N rem 10), integer_to_list(N)} || N <- lists:seq(1, 5000)],
    io:format("~p~n", [churn(50, lists:seq(1, 3000))]),
    io:format("~p~n", [lists:sum([length(L) || {_, L, _} <- Keep])]),
    io:format("~p~n", [lists:nth(4321, Keep)]),
    io:format("~p~n", [tree_sum(tree(14))]),
    io:format("~p~n", [strings(2000, [])]),
    put(kept, Keep),
    churn(50, lists:seq(1, 2000)),
    io:format("~p~n", [length(get(kept))]),
    io:format("~p~n", [big(300, 1)]),
    io:format("~p~n", [floats(100000, 0.0)]).

churn(0, L) -> lists:sum(L);
churn(N, L) -> churn(N - 1, lists:map(fun(X) -> X + 1 end, L)).

tree(0) -> leaf;
tree(D) -> {node, tree(D - 1), D, tree(D - 1)}.

tree_sum(leaf) -> 0;
tree_sum({node, L, V, R}) -> tree_sum(L) + V + tree_sum(R).

strings(0, L) -> length(lists:append(L));
strings(N, L) -> strings(N - 1, ["item " ++ integer_to_list(N) | L]).

big(0, X) -> X rem 1000000007;
big(N, X) -> big(N - 1, X * 12345678901234567890).

floats(0, X) -> X;
floats(N, X) -> floats(N - 1, X + 0.5).
