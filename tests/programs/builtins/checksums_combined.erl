%% Checksums of two texts from theirs, also of numbers that are no sums, and lengths at all bounds.
-module(checksums_combined).
-export([main/0]).

main() ->
    Sums = [0, 1, 2, 65520, 65521, 65535, 65536, 16#fff1fff0, 16#fff0fff0, 16#ffffffff, 1 bsl 32, -1],
    Lengths = [0, 1, 2, 65520, 65521, 65522, 12345678, 16#ffffffff, 1 bsl 32, 1 bsl 40, -1, a],
    [io:format("~w ~w ~w: ~w ~w~n", [A, B, Length, result(fun erlang:adler32_combine/3, A, B, Length),
                                     result(fun erlang:crc32_combine/3, A, B, Length)])
     || A <- Sums, B <- Sums, Length <- Lengths, (A + B) rem 7 < 3 orelse Length =:= 0],
    io:format("~w ~w~n", [result(fun erlang:adler32_combine/3, a, 1, 1), result(fun erlang:crc32_combine/3, 1, a, 1)]).

result(Combine, A, B, Length) ->
    try Combine(A, B, Length) catch error:Reason -> Reason end.
