-module(bif_erase_put_get).
-export([main/0]).

main() ->
    show(fun() -> put(k, 1) end),
    show(fun() -> put(k, 2) end),
    show(fun() -> get(k) end),
    show(fun() -> erase(k) end),
    show(fun() -> get(k) end),
    show(fun() -> erase(k) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
