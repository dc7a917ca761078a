-module(ets_folding).
-export([main/0]).

main() ->
    show(fun() -> begin T = ets:new(x, [ordered_set]), ets:insert(T, [{1, 2}, {3, 4}]), [ets:foldl(fun({A, B}, S) -> A * B + S end, 0, T), ets:foldr(fun({A, _}, L) -> [A | L] end, [], T), ets:info(T, size), ets:info(T, type), ets:member(T, 1)] end end),
    show(fun() -> begin T = ets:new(x, []), ets:insert(T, {a}), ets:delete_all_objects(T), ets:info(T, size) end end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
