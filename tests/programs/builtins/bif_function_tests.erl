-module(bif_function_tests).
-export([main/0]).

main() ->
    show(fun() -> is_function(fun() -> x end) end),
    show(fun() -> is_function(fun() -> x end, 0) end),
    show(fun() -> is_function(fun() -> x end, 1) end),
    show(fun() -> is_function(id(x), 1) end),
    show(fun() -> is_function(fun lists:map/2, 2) end),
    show(fun() -> is_function(fun() -> x end, id(-1)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
