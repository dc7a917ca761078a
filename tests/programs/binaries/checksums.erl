-module(checksums).
-export([main/0]).

main() ->
    B = <<"123456789">>,
    io:format("~.16b~n", [crc32(B)]),
    io:format("~p~n", [adler(B)]),
    io:format("~p~n", [fletcher(B)]),
    io:format("~p~n", [fnv1a(<<"hello">>)]).

crc32(B) -> crc32(B, 16#ffffffff) bxor 16#ffffffff.
crc32(<<X, Rest/binary>>, Crc) -> crc32(Rest, bits(8, Crc bxor X));
crc32(<<>>, Crc) -> Crc.
bits(0, C) -> C;
bits(N, C) when C band 1 =:= 1 -> bits(N - 1, (C bsr 1) bxor 16#edb88320);
bits(N, C) -> bits(N - 1, C bsr 1).

adler(B) ->
    {X, Y} = lists:foldl(fun(C, {A, S}) -> A1 = (A + C) rem 65521, {A1, (S + A1) rem 65521} end, {1, 0}, binary_to_list(B)),
    <<N:32>> = <<Y:16, X:16>>,
    N.

fletcher(B) -> fletcher(B, 0, 0).
fletcher(<<C, T/binary>>, A, S) -> A1 = (A + C) rem 255, fletcher(T, A1, (S + A1) rem 255);
fletcher(<<>>, A, S) -> (S bsl 8) bor A.

fnv1a(B) -> lists:foldl(fun(C, H) -> ((H bxor C) * 16777619) band 16#ffffffff end, 2166136261, [C || <<C>> <= B]).
