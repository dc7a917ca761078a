-module(float_conversions).
-export([main/0]).

main() ->
    io:format("~p~n", [[float_to_list(F) || F <- [0.0, 1.0, -1.5, 1.0e100, 0.1]]]),
    io:format("~p~n", [[float_to_list(3.14159, [{decimals, D}]) || D <- [0, 1, 3, 10]]]),
    io:format("~p~n", [[float_to_list(F, [{decimals, 4}, compact]) || F <- [1.5, 2.0, 0.12345]]]),
    io:format("~p~n", [[float_to_list(12345.678, [{scientific, D}]) || D <- [0, 2, 5]]]),
    io:format("~p~n", [[float_to_list(F, [short]) || F <- [0.1, 1.0e22, 123.0]]]),
    io:format("~p~n", [[list_to_float(S) || S <- ["1.5", "-0.25", "1.0e3", "2.5E-3", "+1.0"]]]),
    io:format("~p~n", [[err(fun() -> list_to_float(S) end) || S <- ["1", "", ".5", "1.", "1.0e", "a"]]]),
    io:format("~p~n", [[round(2.5), round(-2.5), round(3.49), trunc(2.9), trunc(-2.9), ceil(2.1), floor(-2.1), ceil(-2.9), floor(2.9)]]),
    io:format("~p~n", [[round(5), trunc(5), abs(-5), abs(-5.5), float(3), round(1.0e20)]]),
    io:format("~p~n", [[err(fun() -> round(x) end), err(fun() -> float("1") end), err(fun() -> abs(a) end)]]).

err(F) -> try F() catch C:R -> {C, R} end.
