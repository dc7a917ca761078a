-module(encoding_bitstrings).
-export([main/0]).

main() ->
    show(fun() -> bit_size(<<1:5>>) end),
    show(fun() -> byte_size(<<1:9>>) end),
    show(fun() -> bitstring_to_list(<<1, 2:3>>) end),
    show(fun() -> binary_to_list(<<1:3>>) end),
    show(fun() -> split_binary(<<"abc">>, 1) end),
    show(fun() -> split_binary(<<"abc">>, 4) end),
    show(fun() -> binary_part(<<"abc">>, 1, 2) end),
    show(fun() -> binary_part(<<"abc">>, 2, 2) end),
    show(fun() -> is_binary(<<1:3>>) end),
    show(fun() -> is_bitstring(<<1:3>>) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
