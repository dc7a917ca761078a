-module(ets_set).
-export([main/0]).

main() ->
    show(fun() -> begin T = ets:new(x, [set]), ets:insert(T, [{a, 1}, {b, 2}, {a, 3}]), lists:sort(ets:tab2list(T)) end end),
    show(fun() -> begin T = ets:new(x, []), ets:insert_new(T, {a, 1}), [ets:insert_new(T, {a, 2}), ets:lookup(T, a)] end end),
    show(fun() -> ets:lookup(no_such_table, a) end),
    show(fun() -> begin T = ets:new(x, []), ets:insert(T, a) end end),
    show(fun() -> ets:new("x", []) end),
    show(fun() -> ets:new(x, [nonsense]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
