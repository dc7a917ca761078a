-module(big_integer_arithmetic).
-export([main/0]).

main() ->
    A = 123456789012345678901234567890, B = 987654321098765432109876543210,
    io:format("~w~n", [[A + B, B - A, A * B, B div A, B rem A, -A, A - A]]),
    io:format("~w~n", [[A < B, A == B, A =:= A + 0, A > 1.0e29, max(A, 1.5)]]),
    io:format("~w~n", [[A bsl 3, A bsr 40, A band B, A bor B, A bxor B, bnot A]]),
    io:format("~w~n", [[576460752303423487 + 1, -576460752303423488 - 1, 576460752303423488 - 1, 9223372036854775807 + 1]]),
    io:format("~w~n", [[(1 bsl 59) * 2, (1 bsl 60) div 2, -(1 bsl 59) * -1, 4294967296 * 4294967296]]),
    io:format("~w~n", [[A / 1.0e10, float(A), trunc(1.0e25), round(123456789.5e10)]]),
    io:format("~w~n", [[A div 10, A rem 10, -A div 7, -A rem 7]]).
