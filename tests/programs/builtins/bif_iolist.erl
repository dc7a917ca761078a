-module(bif_iolist).
-export([main/0]).

main() ->
    show(fun() -> iolist_size("abc") end),
    show(fun() -> iolist_size(["a", [$b, "c"]]) end),
    show(fun() -> iolist_size([]) end),
    show(fun() -> iolist_size(id(a)) end),
    show(fun() -> iolist_size([id(a)]) end),
    show(fun() -> iolist_size([-1]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
