-module(errors).
-export([main/0]).

main() ->
    io:format("~p~n", [[err(F) || F <- [
        fun() -> <<(id(a))>> end, fun() -> <<(id(1.5))>> end, fun() -> <<1:(id(-1))>> end, fun() -> <<(id(x))/binary>> end,
        fun() -> <<(id(1))/float>> end, fun() -> <<(id(x))/float>> end, fun() -> <<(id(16#D800))/utf8>> end,
        fun() -> <<(id(<<1, 2>>)):3/binary>> end, fun() -> <<(id(<<1:3>>))/binary>> end, fun() -> << <<X>> || <<X>> <= id(5) >> end]]]),
    io:format("~p~n", [[g(X) || X <- [<<1, 2>>, <<>>, x, <<5:5>>]]]).

g(B) when byte_size(B) =:= 2 -> two;
g(B) when bit_size(B) =:= 5 -> five_bits;
g(B) when is_binary(B) -> binary;
g(_) -> other.

id(X) -> X.
err(F) -> try F() catch C:R -> {C, R} end.
