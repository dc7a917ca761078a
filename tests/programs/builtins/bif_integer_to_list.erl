-module(bif_integer_to_list).
-export([main/0]).

main() ->
    show(fun() -> integer_to_list(0) end),
    show(fun() -> integer_to_list(-15) end),
    show(fun() -> integer_to_list(255, 16) end),
    show(fun() -> integer_to_list(-255, 2) end),
    show(fun() -> integer_to_list(1 bsl 100) end),
    show(fun() -> integer_to_list(id(a)) end),
    show(fun() -> integer_to_list(1, id(1)) end),
    show(fun() -> integer_to_list(1, id(40)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
