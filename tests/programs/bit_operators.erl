-module(bit_operators).
-export([main/0]).

main() ->
    io:format("~p~n", [[12 band 10, 12 bor 10, 12 bxor 10, bnot 12, bnot -1]]),
    io:format("~p~n", [[1 bsl 10, 1024 bsr 3, -1024 bsr 3, 1 bsl 62, 1 bsl 63, -1 bsl 63, 1 bsr 100, -1 bsr 100, 5 bsl -1, 5 bsr -1]]),
    io:format("~p~n", [[id(-5) band 3, id(-5) bor 3, id(-5) bxor 3]]),
    io:format("~p~n", [[reason(fun() -> 1 bsl id(a) end), reason(fun() -> id(1.0) band 1 end), reason(fun() -> bnot id(a) end)]]),
    io:format("~p~n", [[count(N) || N <- [0, 1, 255, 1 bsl 40 - 1]]]),
    io:format("~p~n", [bits(37)]),
    io:format("~p~n", [crc(lists:seq(1, 50))]).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.

count(0) -> 0;
count(N) -> (N band 1) + count(N bsr 1).

bits(0) -> [];
bits(N) -> bits(N bsr 1) ++ [N band 1].

crc(Bytes) -> lists:foldl(fun(B, C) -> step(8, C bxor B) end, 16#ffffffff, Bytes) bxor 16#ffffffff.

step(0, C) -> C;
step(N, C) when C band 1 =:= 1 -> step(N - 1, (C bsr 1) bxor 16#edb88320);
step(N, C) -> step(N - 1, C bsr 1).
