-module(bif_element).
-export([main/0]).

main() ->
    show(fun() -> element(1, {a, b}) end),
    show(fun() -> element(id(2), {a, b}) end),
    show(fun() -> element(id(3), {a, b}) end),
    show(fun() -> element(id(0), {a}) end),
    show(fun() -> element(1, id(x)) end),
    show(fun() -> element(id(a), {b}) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
