-module(matching).
-export([main/0]).

main() ->
    <<A, B:16, Rest/binary>> = <<1, 2, 3, "rest">>,
    io:format("~p~n", [{A, B, Rest}]),
    <<X:4, Y:4, _/bits>> = <<16#AB, 9>>,
    io:format("~p~n", [{X, Y}]),
    <<L:16/little, S:8/signed, F:64/float>> = <<1, 0, 255, 2.5/float>>,
    io:format("~p~n", [{L, S, F}]),
    <<Len, Name:Len/binary, Tail/binary>> = <<3, "abcdef">>,
    io:format("~p~n", [{Name, Tail}]),
    <<"GET ", Path/binary>> = <<"GET /x">>,
    io:format("~p~n", [Path]),
    io:format("~p~n", [[f(Z) || Z <- [<<>>, <<1>>, <<1, 2>>, <<0:7>>, <<200, 1, 1>>, a]]]),
    <<C/utf8, D/utf8, _/binary>> = <<"é€x"/utf8>>,
    io:format("~p~n", [{C, D}]),
    io:format("~p~n", [try <<_:9>> = <<1>> catch error:{badmatch, V} -> V end]).

f(<<>>) -> empty;
f(<<X>>) -> {one, X};
f(<<X, Y>>) -> {two, X, Y};
f(<<H, T/binary>>) when H > 100 -> {big, T};
f(B) when is_bitstring(B), not is_binary(B) -> {bits, bit_size(B)};
f(_) -> other.
