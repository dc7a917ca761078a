-module(integer_conversions).
-export([main/0]).

main() ->
    io:format("~p~n", [[integer_to_list(N) || N <- [0, -5, 123456789012345678901234567890]]]),
    io:format("~p~n", [[integer_to_list(255, B) || B <- [2, 8, 10, 16, 36]]]),
    io:format("~p~n", [[list_to_integer(S) || S <- ["0", "-12", "+7", "00123", "123456789012345678901234567890"]]]),
    io:format("~p~n", [[list_to_integer(S, 16) || S <- ["ff", "FF", "-1a"]]]),
    io:format("~p~n", [[err(fun() -> list_to_integer(S) end) || S <- ["", "1.0", " 1", "1 ", "a", "--1", "-"]]]),
    io:format("~p~n", [err(fun() -> list_to_integer("12", 2) end)]),
    io:format("~p~n", [err(fun() -> integer_to_list(1, 37) end)]),
    io:format("~p~n", [err(fun() -> integer_to_list(1.0) end)]).

err(F) -> try F() catch C:R -> {C, R} end.
