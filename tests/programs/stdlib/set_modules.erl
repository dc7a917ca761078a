-module(set_modules).
-export([main/0]).

main() ->
    [io:format("~p: ~p~n", [M, run(M)]) || M <- [sets, ordsets, gb_sets]].

run(M) ->
    A = M:from_list([3, 1, 2, 3]), B = M:from_list([2, 3, 4]),
    L = fun(S) -> lists:sort(M:to_list(S)) end,
    [L(A), M:size(A), M:is_element(2, A), M:is_element(9, A), L(M:union(A, B)), L(M:intersection(A, B)), L(M:subtract(A, B)),
     L(M:add_element(0, A)), L(M:del_element(1, A)), M:is_subset(M:from_list([1]), A), M:is_disjoint(A, M:from_list([9])),
     L(M:filter(fun(X) -> X > 1 end, A)), M:fold(fun(X, S) -> X + S end, 0, A), L(M:union([A, B, M:new()])), M:is_set(A)].
