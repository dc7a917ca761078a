-module(building_and_taking).
-export([main/0]).

main() ->
    p([lists:seq(1, 5), lists:seq(5, 1, -2), lists:seq(1, 0), lists:seq(2, 10, 3), lists:duplicate(3, x), lists:duplicate(0, x)]),
    p([lists:append([[1], [2, 3], []]), lists:append([1], [2]), lists:concat([a, 1, "s", 2.5]), lists:flatten([1, [2, [3, []]], [[4]]]), lists:flatten([[a], b], [c])]),
    p([lists:nth(2, [a, b, c]), lists:nthtail(1, [a, b, c]), lists:nthtail(3, [a, b, c]), lists:last([1, 2, 3]), lists:droplast([1, 2, 3])]),
    p([lists:sublist([1, 2, 3, 4], 2), lists:sublist([1, 2, 3, 4], 2, 2), lists:sublist([1, 2], 5), lists:sublist([1, 2], 3, 1), lists:sublist([1], 0)]),
    p([lists:split(2, [a, b, c]), lists:split(0, [a]), lists:splitwith(fun(X) -> X < 3 end, [1, 2, 3, 1])]),
    p([lists:reverse([1, 2, 3]), lists:reverse([1, 2], [3]), lists:reverse([]), lists:join(x, [1, 2, 3]), lists:join(x, [])]),
    p([lists:takewhile(fun(X) -> X < 3 end, [1, 2, 3, 1]), lists:dropwhile(fun(X) -> X < 3 end, [1, 2, 3, 1])]),
    p([catch_(fun() -> lists:nth(0, [a]) end), catch_(fun() -> lists:nth(2, [a]) end), catch_(fun() -> lists:last([]) end),
       catch_(fun() -> lists:split(3, [1]) end), catch_(fun() -> lists:seq(1, 5, 0) end), catch_(fun() -> lists:seq(5, 1) end), catch_(fun() -> lists:droplast([]) end)]).

p(L) -> [io:format("~w~n", [X]) || X <- L].
catch_(F) -> try F() catch C:R -> {C, R} end.
