-module(ets_counters).
-export([main/0]).

main() ->
    show(fun() -> begin T = ets:new(x, []), ets:insert(T, {c, 5}), [ets:update_counter(T, c, 3), ets:update_counter(T, c, {2, -1}), ets:lookup(T, c)] end end),
    show(fun() -> begin T = ets:new(x, []), ets:update_counter(T, c, 1, {c, 10}) end end),
    show(fun() -> begin T = ets:new(x, []), ets:update_counter(T, none, 1) end end),
    show(fun() -> begin T = ets:new(x, []), ets:insert(T, {k, v, w}), [ets:update_element(T, k, {3, z}), ets:lookup_element(T, k, 3)] end end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
