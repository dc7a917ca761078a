-module(relations).
-export([main/0]).

main() ->
    [io:format("~p~n", [try F() catch C:R -> {C, R} end]) || F <- sets() ++ relations() ++ families() ++ others()].

e(Set) -> sofs:to_external(Set).

s(List) -> sofs:set(List).

r(List) -> sofs:relation(List).

sets() ->
    [fun() -> e(s([c, a, b, a])) end, fun() -> e(sofs:union(s([a, b]), s([b, c]))) end, fun() -> e(sofs:intersection(s([a, b]), s([b, c]))) end,
     fun() -> e(sofs:difference(s([a, b]), s([b, c]))) end, fun() -> e(sofs:symdiff(s([a, b]), s([b, c]))) end,
     fun() -> [e(X) || X <- tuple_to_list(sofs:symmetric_partition(s([a, b]), s([b, c])))] end, fun() -> e(sofs:product(s([a, b]), s([1, 2]))) end,
     fun() -> e(sofs:product({s([a]), s([b, c]), s([d])})) end, fun() -> sofs:is_subset(s([a]), s([a, b])) end, fun() -> sofs:is_equal(s([a, b]), s([b, a])) end,
     fun() -> sofs:is_disjoint(s([a]), s([b])) end, fun() -> sofs:no_elements(s([a, b])) end, fun() -> sofs:is_empty_set(sofs:empty_set()) end,
     fun() -> e(sofs:specification(fun(X) -> X > 1 end, s([1, 2, 3]))) end, fun() -> e(sofs:partition([s([a, b, c, d]), s([b, c])])) end,
     fun() -> [e(X) || X <- tuple_to_list(sofs:partition(fun(X) -> X rem 2 =:= 0 end, s([1, 2, 3]), s([true])))] end,
     fun() -> e(sofs:union(sofs:from_term([[a], [b, c]]))) end, fun() -> e(sofs:intersection(sofs:from_term([[a, b], [b, c]]))) end,
     fun() -> sofs:type(sofs:from_term([{a, [1]}, {b, []}])) end, fun() -> e(sofs:from_external([{a, 1}], [{atom, number}])) end,
     fun() -> sofs:is_type([{atom, atom}]) end, fun() -> e(sofs:from_sets([s([a]), s([b])])) end, fun() -> e(sofs:from_sets({s([a]), s([b])})) end,
     fun() -> sofs:union(s([a]), r([{a, b}])) end, fun() -> sofs:set([a | b]) end, fun() -> sofs:from_term([a, [b]]) end].

relations() ->
    R = r([{1, a}, {2, b}, {3, b}, {4, c}]),
    [fun() -> e(sofs:domain(R)) end, fun() -> e(sofs:range(R)) end, fun() -> e(sofs:field(r([{1, 2}]))) end, fun() -> e(sofs:converse(R)) end,
     fun() -> e(sofs:image(R, s([1, 2]))) end, fun() -> e(sofs:inverse_image(R, s([b]))) end, fun() -> e(sofs:restriction(R, s([1]))) end,
     fun() -> e(sofs:drestriction(R, s([1]))) end, fun() -> e(sofs:strict_relation(r([{1, 1}, {1, 2}]))) end,
     fun() -> e(sofs:weak_relation(r([{1, 2}]))) end, fun() -> e(sofs:relative_product(R, r([{a, x}, {b, y}]))) end,
     fun() -> e(sofs:relative_product([R, r([{1, z}])])) end, fun() -> e(sofs:relative_product1(r([{1, p}]), R)) end,
     fun() -> e(sofs:composite(sofs:a_function([{1, a}]), sofs:a_function([{a, b}]))) end, fun() -> e(sofs:inverse(sofs:a_function([{1, a}, {2, b}]))) end,
     fun() -> sofs:is_a_function(R) end, fun() -> e(sofs:constant_function(s([a, b]), sofs:from_term(0))) end,
     fun() -> e(sofs:projection(2, R)) end, fun() -> e(sofs:projection({external, fun({A, B, C}) -> {A, {B, C}} end}, r([{1, 2, 3}]))) end,
     fun() -> e(sofs:substitution(1, R)) end, fun() -> e(sofs:restriction(2, R, s([b]))) end, fun() -> e(sofs:join(R, 2, r([{b, x}]), 1)) end,
     fun() -> e(sofs:multiple_relative_product({R, r([{1, q}])}, R)) end, fun() -> e(sofs:extension(r([{1, a}]), s([1, 2]), sofs:from_term(z))) end,
     fun() -> e(sofs:canonical_relation(sofs:from_term([[a, b], [b]]))) end, fun() -> sofs:relation([{a}, {b, c}]) end,
     fun() -> sofs:a_function([{1, a}, {1, b}]) end, fun() -> sofs:inverse(sofs:a_function([{1, a}, {2, a}])) end].

families() ->
    F = sofs:family([{a, [1, 2]}, {b, [2, 3]}]),
    G = sofs:family([{a, [1]}, {c, [9]}]),
    [fun() -> e(sofs:relation_to_family(r([{b, 1}, {a, 2}, {a, 1}]))) end, fun() -> e(sofs:family_to_relation(F)) end,
     fun() -> e(sofs:family_union(F, G)) end, fun() -> e(sofs:family_intersection(F, G)) end, fun() -> e(sofs:family_difference(F, G)) end,
     fun() -> e(sofs:union_of_family(F)) end, fun() -> e(sofs:intersection_of_family(F)) end, fun() -> e(sofs:family_domain(sofs:from_term([{a, [{1, x}]}]))) end,
     fun() -> e(sofs:family_range(sofs:from_term([{a, [{1, x}]}]))) end, fun() -> e(sofs:family_specification({external, fun(L) -> length(L) > 1 end}, G)) end,
     fun() -> e(sofs:partition_family(fun(X) -> sofs:from_term(e(X)) end, sofs:from_term([{a, 1}, {b, 2}]))) end,
     fun() -> e(sofs:family_projection(fun sofs:no_elements/1, F)) end, fun() -> e(sofs:family_field(sofs:from_term([{a, [{1, 2}]}]))) end,
     fun() -> e(sofs:family([a, b], [1])) end].

others() ->
    [fun() -> graph(sofs:family_to_digraph(sofs:family([{a, [b]}, {b, [a]}]))) end,
     fun() -> sofs:fam2rel(a) end, fun() -> sofs:to_sets(sofs:from_term([[a], [b]])) =:= [s([a]), s([b])] end].

graph(Graph) ->
    Found = {lists:sort(digraph:vertices(Graph)), lists:sort([{V, digraph:out_neighbours(Graph, V)} || V <- digraph:vertices(Graph)]),
             digraph_utils:is_acyclic(Graph), [lists:sort(C) || C <- digraph_utils:strong_components(Graph)]},
    digraph:delete(Graph),
    Found.
