-module(bif_set_element).
-export([main/0]).

main() ->
    show(fun() -> setelement(1, {a, b}, x) end),
    show(fun() -> setelement(2, {a, b}, x) end),
    show(fun() -> setelement(id(3), {a, b}, x) end),
    show(fun() -> setelement(id(0), {a}, x) end),
    show(fun() -> setelement(1, id(a), x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
