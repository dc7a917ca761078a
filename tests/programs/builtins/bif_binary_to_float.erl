-module(bif_binary_to_float).
-export([main/0]).

main() ->
    show(fun() -> binary_to_float(<<"1.5">>) end),
    show(fun() -> binary_to_float(<<"1">>) end),
    show(fun() -> float_to_binary(2.5) end),
    show(fun() -> float_to_binary(2.5, [{decimals, 1}]) end),
    show(fun() -> float_to_binary(0.1, [short]) end),
    show(fun() -> float_to_binary(id(1)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
