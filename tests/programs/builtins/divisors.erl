-module(divisors).
-export([main/0]).

%% Quotients and remainders by constants, of numbers of all sizes; sums, products and shifts of numbers of known sizes.
main() ->
    Near = [0, 1, 2, 3, 5, 7, 9, 10, 11, 63, 64, 65, 99, 100, 101, 255, 256, 999, 1000, 1 bsl 31, 1 bsl 32, 1 bsl 59,
            1 bsl 60, 1 bsl 61, (1 bsl 61) - 1, (1 bsl 62) - 1, 1 bsl 62, (1 bsl 62) + 1, (1 bsl 62) - 5, 1 bsl 63,
            1 bsl 64, 123456789123456789, 4611686018427387903 - 7, 1 bsl 80],
    Numbers = Near ++ [-N || N <- Near] ++ [-1 - N || N <- Near],
    [io:format("~w: ~w~n", [N, quotients(N)]) || N <- Numbers],
    io:format("~w~n", [erlang:phash2([bits(N) || N <- Numbers], 1 bsl 27)]),
    [io:format("~w: ~w~n", [N, bits(N)]) || N <- Numbers, abs(N) > 1 bsl 58],
    [io:format("~p~n", [try quotients(X) catch C:R -> {C, R} end]) || X <- [1.5, a, {}]],
    io:format("~p~n", [try zero(7) catch error:E -> E end]).

quotients(N) ->
    {N div 1, N rem 1, N div 2, N rem 2, N div 3, N rem 3, N div 7, N rem 7, N div 8, N rem 8, N div 10, N rem 10,
     N div 64, N rem 64, N div 97, N rem 97, N div 1000, N rem 1000, N div 1000000007, N rem 1000000007,
     N div 2147483647, N rem 2147483647, N div 2147483648, N rem 2147483648, N div 99999999999, N rem 99999999999,
     N div -1, N rem -1, N div -2, N rem -2, N div -10, N rem -10, N div (1 bsl 61), N rem (1 bsl 61),
     N div (1 bsl 62), N rem (1 bsl 62)}.

bits(N) ->
    Byte = N band 255,
    Left = N band 16#fffffff,
    Rest = N rem 1000,
    {Byte + Left, Byte * Left * Rest, Byte - Rest, Byte bsl 20, Byte bsl 53, Byte bsl 54, Byte bsl 55, Left bsl 34,
     Left bsl 33, Left * Left, Left * Left * Byte, Left * Left * Byte * Rest, -Rest, abs(Rest), Rest bsl 50, Rest bsl 52,
     Rest bsl 53, Rest bsr 3, N bsr 1, N bsr 61, N bsr 62, N bsr 63, N bsr 70, N bsl 1, N bsl 61, N bsl 62, Byte bxor Rest,
     bnot Rest, Rest bor Left, (N bsr 2) + (N bsr 2), (N bsr 1) + (N bsr 1), (N bsr 1) - (Rest bsl 52)}.

zero(N) -> N div (N - 7).
