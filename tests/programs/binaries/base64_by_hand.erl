-module(base64_by_hand).
-export([main/0]).

main() ->
    [io:format("~s ~p~n", [encode(B), encode(B) =:= base64:encode_to_string(B)]) || B <- [<<>>, <<"M">>, <<"Ma">>, <<"Man">>, <<"Hello, World!">>, <<0, 255, 128>>]].

encode(<<A:6, B:6, C:6, D:6, Rest/binary>>) -> [c(A), c(B), c(C), c(D) | encode(Rest)];
encode(<<A:6, B:6, C:4>>) -> [c(A), c(B), c(C bsl 2), $=];
encode(<<A:6, B:2>>) -> [c(A), c(B bsl 4), $=, $=];
encode(<<>>) -> [].

c(N) -> lists:nth(N + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").
