-module(module_binary).
-export([main/0]).

main() ->
    B = <<"the quick brown fox">>,
    io:format("~p~n", [binary:split(B, <<" ">>)]),
    io:format("~p~n", [binary:split(B, <<" ">>, [global])]),
    io:format("~p~n", [binary:split(<<"a,b;c,,d">>, [<<",">>, <<";">>], [global])]),
    io:format("~p~n", [binary:split(<<"a,b,,">>, <<",">>, [global, trim])]),
    io:format("~p~n", [binary:split(<<",a,,b">>, <<",">>, [global, trim_all])]),
    io:format("~p~n", [binary:match(B, <<"quick">>)]),
    io:format("~p~n", [binary:match(B, [<<"zzz">>, <<"fox">>])]),
    io:format("~p~n", [binary:match(B, <<"cat">>)]),
    io:format("~p~n", [binary:matches(B, <<"o">>)]),
    io:format("~p~n", [binary:replace(B, <<"o">>, <<"0">>)]),
    io:format("~p~n", [binary:replace(B, <<"o">>, <<"0">>, [global])]),
    io:format("~p~n", [[binary:part(B, 4, 5), binary:part(B, {0, 3}), binary:first(B), binary:last(B), binary:at(B, 2)]]),
    io:format("~p~n", [[binary:copy(<<"ab">>, 3), binary:copy(<<"x">>), binary:bin_to_list(<<"abc">>), binary:list_to_bin("abc")]]),
    io:format("~p~n", [[binary:longest_common_prefix([<<"abcd">>, <<"abef">>]), binary:longest_common_suffix([<<"xyz">>, <<"ayz">>])]]),
    io:format("~p~n", [[binary:decode_unsigned(<<1, 0>>), binary:decode_unsigned(<<1, 0>>, little), binary:encode_unsigned(258), binary:encode_unsigned(258, little)]]),
    io:format("~p~n", [[binary:encode_hex(<<1, 171, 255>>), binary:decode_hex(<<"01abFF">>)]]),
    io:format("~p~n", [[err(fun() -> binary:at(<<1>>, 1) end), err(fun() -> binary:first(<<>>) end), err(fun() -> binary:split(a, b) end)]]).

err(F) -> try F() catch C:R -> {C, R} end.
