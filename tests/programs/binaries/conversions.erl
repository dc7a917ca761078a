-module(conversions).
-export([main/0]).

main() ->
    io:format("~p~n", [[atom_to_binary(abc), atom_to_binary('é', utf8), binary_to_atom(<<"xyz">>), binary_to_existing_atom(<<"main">>, utf8)]]),
    io:format("~p~n", [[integer_to_binary(42), integer_to_binary(-255, 16), binary_to_integer(<<"123">>), binary_to_integer(<<"ff">>, 16)]]),
    io:format("~p~n", [[float_to_binary(1.5), float_to_binary(3.14159, [{decimals, 2}]), binary_to_float(<<"2.5e3">>)]]),
    io:format("~p~n", [[list_to_binary([1, "ab", [<<"c">>, 2 | <<"d">>]]), binary_to_list(<<"abc">>), binary_to_list(<<"abcde">>, 2, 4)]]),
    io:format("~p~n", [[iolist_to_binary(["a", <<"b">>, [$c]]), iolist_size(["abc", <<"de">>]), byte_size(<<1, 2>>), bit_size(<<1:7>>)]]),
    io:format("~p~n", [[list_to_bitstring([<<1:3>>, <<2:3>>]), bitstring_to_list(<<1, 2, 3:4>>)]]),
    io:format("~p~n", [[err(fun() -> list_to_binary([256]) end), err(fun() -> binary_to_integer(<<"x">>) end), err(fun() -> list_to_binary(a) end),
        err(fun() -> iolist_to_binary([a]) end), err(fun() -> binary_to_list(<<1:3>>) end), err(fun() -> byte_size(x) end)]]),
    io:format("~p~n", [[tuple_to_list(split_binary(<<"hello">>, 2)), binary_part(<<"hello">>, 1, 3), binary_part(<<"hello">>, {5, -2})]]),
    io:format("~p~n", [[err(fun() -> split_binary(<<"a">>, 2) end), err(fun() -> binary_part(<<"a">>, 1, 1) end)]]).

err(F) -> try F() catch C:R -> {C, R} end.
