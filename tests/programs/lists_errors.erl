-module(lists_errors).
-export([main/0]).

main() ->
    Bad = fun(X) -> X end,
    io:format("~p~n", [[where(F) || F <- [
        fun() -> lists:map(Bad, [1 | 2]) end,
        fun() -> lists:map(Bad, id(x)) end,
        fun() -> lists:map(id(x), []) end,
        fun() -> lists:foldl(fun(X, A) -> X + A end, 0, [1 | 2]) end,
        fun() -> lists:foldl(fun(X, A) -> X + A end, 0, [1, b]) end,
        fun() -> lists:nth(0, [a]) end,
        fun() -> lists:nth(3, [a]) end,
        fun() -> lists:last([]) end,
        fun() -> lists:seq(1, -1) end,
        fun() -> lists:seq(1, 5, 0) end,
        fun() -> lists:split(5, [a]) end,
        fun() -> lists:sublist([a], -1) end,
        fun() -> lists:sum([a]) end,
        fun() -> lists:max([]) end,
        fun() -> lists:reverse(id(x)) end,
        fun() -> lists:reverse([a | b], []) end,
        fun() -> lists:zip([1], []) end,
        fun() -> lists:flatten(id(a)) end,
        fun() -> lists:sort(id(a)) end,
        fun() -> lists:keysort(1, [{a}, b]) end,
        fun() -> lists:keyfind(a, 0, []) end,
        fun() -> lists:member(a, id(b)) end,
        fun() -> lists:duplicate(-1, a) end,
        fun() -> lists:filter(fun(_) -> maybe_not end, [1]) end,
        fun() -> lists:concat([{}]) end,
        fun() -> lists:droplast([]) end,
        fun() -> lists:all(fun(_) -> 5 end, [1]) end,
        fun() -> length(id([a | b])) end,
        fun() -> hd(id([])) end,
        fun() -> tl(id([])) end,
        fun() -> id(a) ++ [b] end,
        fun() -> [a] -- id(b) end]]]).

id(X) -> X.

where(F) ->
    try F()
    catch error:R:Stack ->
        [{M, N, A, _} | _] = Stack,
        {R, M, N, if is_list(A) -> length(A); true -> A end}
    end.
