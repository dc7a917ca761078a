-module(construction).
-export([main/0]).

main() ->
    io:format("~p~n", [<<>>]),
    io:format("~p~n", [<<1, 2, 255, 256, -1>>]),
    io:format("~p~n", [<<"abc">>]),
    io:format("~p~n", [<<"abc", 0, "def">>]),
    io:format("~p~n", [<<1:16, 2:32/little, 3:8/signed>>]),
    io:format("~p~n", [<<1.5/float>>]),
    io:format("~p~n", [<<1.5:32/float>>]),
    io:format("~p~n", [<<5:3, 1:5>>]),
    io:format("~p~n", [<<5:3>>]),
    io:format("~p~n", [<<1:1, 0:1, 1:1, 1:7>>]),
    A = <<"xy">>, N = 3,
    io:format("~p~n", [<<A/binary, N, A:1/binary, N:N>>]),
    io:format("~p~n", [<<"é"/utf8, 16#1F600/utf8, $€/utf16, $a/utf32>>]),
    io:format("~p~n", [<<"åä">>]),
    io:format("~p~n", [<<"ab":16>>]),
    io:format("~p~n", [<<(1 bsl 80):100>>]),
    io:format("~p~n", [<<-5:16/signed-big, 300:16/unsigned-little-integer>>]),
    io:format("~p~n", [<<1:2/unit:8, 7:1/integer-unit:3>>]).
