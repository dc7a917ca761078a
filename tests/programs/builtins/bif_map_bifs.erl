-module(bif_map_bifs).
-export([main/0]).

main() ->
    show(fun() -> map_size(#{a => 1}) end),
    show(fun() -> map_get(a, #{a => 1}) end),
    show(fun() -> map_get(b, id(#{})) end),
    show(fun() -> is_map_key(a, #{a => 1}) end),
    show(fun() -> is_map_key(a, id([])) end),
    show(fun() -> map_size(id(x)) end),
    show(fun() -> is_map(#{}) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
