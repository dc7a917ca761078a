-module(sorting).
-export([main/0]).

main() ->
    p([lists:sort([3, 1, 2]), lists:sort([b, 1, "s", {}, 2.0, a]), lists:sort(fun(A, B) -> A > B end, [1, 3, 2]), lists:usort([3, 1, 3, 2, 1]), lists:usort(fun(A, B) -> abs(A) =< abs(B) end, [-1, 1, 2, -2, 3])]),
    p([lists:keysort(2, [{a, 3}, {b, 1}, {c, 3}, {d, 2}]), lists:ukeysort(2, [{a, 3}, {b, 1}, {c, 3}])]),
    p([lists:merge([1, 3], [2, 4]), lists:merge([[1, 4], [2], [3]]), lists:umerge([1, 2], [2, 3]), lists:merge3([1], [0], [2]), lists:merge(fun(A, B) -> A >= B end, [3, 1], [4, 2]), lists:keymerge(1, [{1, a}, {3, b}], [{2, c}])]),
    p([lists:max([1, 3, 2]), lists:min([1, 3, 0]), lists:max([a, 1, "x"]), lists:sum([1, 2.5]), lists:sum([])]),
    p([lists:usort([1, 1.0, 2, 1]), lists:sort([1.0, 1, 1.0, 1]), lists:usort([1.0, 1])]),
    p([lists:sort(fun({A, _}, {B, _}) -> A =< B end, [{2, x}, {1, y}, {2, z}, {1, w}])]),
    p([catch_(fun() -> lists:max([]) end), catch_(fun() -> lists:sort(a) end), catch_(fun() -> lists:keysort(3, [{a, b}]) end), catch_(fun() -> lists:sum([a]) end)]).

p(L) -> [io:format("~w~n", [X]) || X <- L].
catch_(F) -> try F() catch C:R -> {C, R} end.
