-module(bif_float_to_list).
-export([main/0]).

main() ->
    show(fun() -> float_to_list(1.5) end),
    show(fun() -> float_to_list(-0.1) end),
    show(fun() -> float_to_list(1.5, [{decimals, 3}]) end),
    show(fun() -> float_to_list(1.5, [{decimals, 3}, compact]) end),
    show(fun() -> float_to_list(15.0, [{scientific, 2}]) end),
    show(fun() -> float_to_list(0.1, [short]) end),
    show(fun() -> float_to_list(id(1)) end),
    show(fun() -> float_to_list(1.0, [x]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
