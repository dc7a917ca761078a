-module(binary_numbers).
-export([main/0]).

main() ->
    show(fun() -> binary:encode_unsigned(0) end),
    show(fun() -> binary:encode_unsigned(65536) end),
    show(fun() -> binary:encode_unsigned(1, little) end),
    show(fun() -> binary:decode_unsigned(<<1, 0, 0>>) end),
    show(fun() -> binary:decode_unsigned(<<>>) end),
    show(fun() -> binary:decode_unsigned(<<1, 2>>, little) end),
    show(fun() -> binary:encode_unsigned(-1) end),
    show(fun() -> binary:encode_hex(<<255, 0>>) end),
    show(fun() -> binary:decode_hex(<<"FF0a">>) end),
    show(fun() -> binary:decode_hex(<<"F">>) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
