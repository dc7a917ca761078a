%% The whole part of floats of all sizes, and numbers as text and back at the borders of a word and of what is written
%% and read in one go.
-module(whole_parts_and_digits).
-export([main/0]).

main() ->
    [io:format("~w ~w~n", [X, [trunc(X), round(X), floor(X), ceil(X)]]) || X <- floats(), Y <- [X, -X], Y =/= 0.5],
    io:format("~w~n", [erlang:phash2([{trunc(X), round(-X), floor(X), ceil(-X)} || X <- large()])]),
    io:format("~w~n", [[X || X <- large(), trunc(X) == X, X == trunc(X), trunc(X) < X orelse trunc(X) + 1 =< X]]),
    io:format("~w~n", [[X || X <- large(), not (trunc(X) == X)]]),
    [based(Base) || Base <- [2, 3, 8, 10, 16, 35, 36]],
    [io:format("~w ~w~n", [Text, [read(Text), read(list_to_binary(Text))]]) || Text <- texts()],
    [io:format("~w~n", [reason(fun() -> list_to_integer(List) end)])
     || List <- [[$1 | $2], [$1, 300], [$1, -1], [a], a, [$1, 16#661], lists:duplicate(64, $0) ++ "x",
                 lists:duplicate(70, $0) ++ [16#661], lists:duplicate(100, $0) ++ "12"]],
    [decimals(X) || X <- [0.0, -0.0, 0.15, 1.005, 0.5, 1.5, -0.04, 999.99999, 123456789.125, 1.0e15, 9007199254740990.0,
                          9007199254741000.0, 9.1e15, 9.3e18, -9223372036854775808.0, 1.0e22, 1.5e100, 5.0e-324]],
    [io:format("~s ~s~n", [float_to_binary(X, [short]), float_to_list(-X, [short])]) || X <- shortest()].

floats() ->
    [0.0, 0.5, 0.49999999999999994, 1.5, 2.5, 0.999, 4503599627370495.5, 4503599627370496.5, 9007199254740993.0,
     576460752303423488.0, 1152921504606846975.0, 4611686018427387903.0, 4611686018427387904.0, 9223372036854775807.0,
     9223372036854774784.0, 18446744073709551616.0, 1.0e20, 1.0e38, 3.5e38, 1.0e60, 1.7976931348623157e308, 5.0e-324].

large() ->
    [(1 + I / 7) * math:pow(2, Power) || I <- [0, 1, 3, 6], Power <- lists:seq(53, 1023)].

based(Base) ->
    Numbers = [N * (1 bsl Bits) + Rest || Bits <- [0, 30, 59, 60, 63, 64, 100, 700, 1530, 1600], Rest <- [-1, 0, 1],
                                          N <- [1, -1]],
    io:format("~w ~w ~w~n", [Base, erlang:phash2([integer_to_list(N, Base) || N <- Numbers]),
                             [N || N <- Numbers, list_to_integer(integer_to_list(N, Base), Base) =/= N orelse
                                                     binary_to_integer(integer_to_binary(N, Base), Base) =/= N]]).

texts() ->
    ["", "+", "-", "--1", "+-1", "1 ", " 1", "1_0", "0", "-0", "+0", "00012", "-00012", "576460752303423488",
     "4611686018427387904", "-4611686018427387904", "-4611686018427387905", "9223372036854775808",
     "-9223372036854775809", "18446744073709551615", "18446744073709551616", "-18446744073709551617",
     "99999999999999999999999999999999999999999x", "1000000000000000000000000000000000000000000000",
     "0000000000000000000000000000000000000000000000000000000000000000000000017", "1\xe9"].

read(Text) when is_list(Text) -> reason(fun() -> list_to_integer(Text) end);
read(Text) -> reason(fun() -> binary_to_integer(Text) end).

reason(F) ->
    try F() of
        Value -> Value
    catch
        error:Reason -> Reason
    end.

decimals(X) ->
    io:format("~w", [X]),
    [io:format(" ~s", [float_to_binary(X, [{decimals, Count} | Compact])])
     || Count <- [0, 1, 2, 4, 17, 18, 19, 30], Compact <- [[], [compact]]],
    io:format("~n~w~n", [[reason(fun() -> float_to_list(X, Options) end)
                          || Options <- [[{decimals, 2} | compact], [{decimals, -1}], [{decimals, 254}], [short, x],
                                         [{decimals, 3}, short], [short, {decimals, 3}, compact]]]]).

shortest() ->
    [1.0, 0.1, 10.0, 100.0, 1000.0, 1.0e4, 12345.0, 123456.7, 0.01, 0.001, 0.0001, 0.00012, 1.0e-5, 1.0e21, 1.0e22,
     1.0e23, 9007199254740991.0, 9007199254740992.0, 1.0e15, 1.0e16, 1.7976931348623157e308, 2.2250738585072014e-308,
     5.0e-324, 1 / 3, 2 / 3, 1.0e100, 1.5e-100, 123.0e17, 4503599627370495.5, 99999999999999.9].
