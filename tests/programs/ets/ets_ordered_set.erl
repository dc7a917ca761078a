-module(ets_ordered_set).
-export([main/0]).

main() ->
    show(fun() -> begin T = ets:new(x, [ordered_set]), ets:insert(T, [{3, c}, {1, a}, {2, b}]), [ets:tab2list(T), ets:first(T), ets:last(T), ets:next(T, 1), ets:prev(T, 1), ets:next(T, 3)] end end),
    show(fun() -> begin T = ets:new(x, [ordered_set]), ets:insert(T, [{1, a}, {1.0, b}]), ets:tab2list(T) end end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
