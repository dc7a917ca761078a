-module(ets_bag).
-export([main/0]).

main() ->
    show(fun() -> begin T = ets:new(x, [bag]), ets:insert(T, [{a, 1}, {a, 2}, {a, 1}]), ets:lookup(T, a) end end),
    show(fun() -> begin T = ets:new(x, [duplicate_bag]), ets:insert(T, [{a, 1}, {a, 1}]), ets:lookup(T, a) end end),
    show(fun() -> begin T = ets:new(x, [bag]), ets:insert(T, [{a, 1}, {a, 2}]), ets:delete_object(T, {a, 1}), ets:tab2list(T) end end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
