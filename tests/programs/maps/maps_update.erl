-module(maps_update).
-export([main/0]).

main() ->
    show(fun() -> maps:update(a, 2, #{a => 1}) end),
    show(fun() -> maps:update(b, 2, #{a => 1}) end),
    show(fun() -> maps:update_with(a, fun(X) -> X + 1 end, #{a => 1}) end),
    show(fun() -> maps:update_with(b, fun(X) -> X + 1 end, #{a => 1}) end),
    show(fun() -> maps:update_with(b, fun(X) -> X + 1 end, 0, #{a => 1}) end),
    show(fun() -> maps:update_with(a, f, #{a => 1}) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
