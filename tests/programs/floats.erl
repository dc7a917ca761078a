-module(floats).
-export([main/0]).

main() ->
    io:format("~p~n", [[1.0, 0.1, 100000.0, 123456.0, 1.0e10, 1.0e15, 1.0e16, 1.0e22, 1.0e-4, 0.001, 1.5e300, 5.0e-324]]),
    io:format("~p~n", [[0.1 + 0.2, 1 / 3, 2 / 1, 10 / 4, 1.0e308 * 1.5, 3.14159 * 2]]),
    io:format("~p~n", [[-0.0, 0.0 =:= -0.0, 0.0 == -0.0, 0.0 == 0]]),
    io:format("~p~n", [[trunc(2.7), trunc(-2.7), round(2.5), round(-2.5), round(2.4), float(3), abs(-1.5)]]),
    io:format("~p~n", [[floor(2.7), floor(-2.7), ceil(2.1), ceil(-2.1)]]),
    io:format("~p~n", [[1 + 1.0, 2 * 0.5, 1.0 - 1, 7 / 7]]),
    io:format("~p~n", [[float_to_list(3.14159, [{decimals, 2}]), float_to_list(0.1, [short]), float_to_list(1.0), float_to_list(2.50, [{decimals, 4}, compact])]]),
    io:format("~p~n", [[list_to_float("2.5"), list_to_float("-1.0e3")]]),
    io:format("~p~n", [[reason(fun() -> 1 / id(0) end), reason(fun() -> 1.0e308 * id(10) end), reason(fun() -> list_to_float("1") end), reason(fun() -> id(1.0) / 0.0 end)]]),
    io:format("~p~n", [[math:sqrt(16), math:pow(2, 10), math:pi(), math:floor(2.5), math:log2(8)]]),
    io:format("~p~n", [[reason(fun() -> math:sqrt(id(-1)) end), reason(fun() -> math:log(id(0)) end)]]),
    io:format("~.2f ~.3e ~g ~8.3f|~-8.1f|~n", [3.14159, 12345.678, 0.1, 2.5, 2.5]),
    io:format("~p~n", [[2.0 == 2, 2.0 =:= 2, 1.5 > 1, 9007199254740993 == 9007199254740992.0]]),
    io:format("~p~n", [mean([1, 2, 3.5])]).

mean(L) -> lists:sum(L) / length(L).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.
