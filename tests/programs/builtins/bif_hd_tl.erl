-module(bif_hd_tl).
-export([main/0]).

main() ->
    show(fun() -> hd([1, 2]) end),
    show(fun() -> tl([1, 2]) end),
    show(fun() -> hd([1 | 2]) end),
    show(fun() -> tl([1 | 2]) end),
    show(fun() -> hd(id([])) end),
    show(fun() -> tl(id([])) end),
    show(fun() -> hd(id(x)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
