-module(encoding_base64).
-export([main/0]).

main() ->
    show(fun() -> base64:encode("hello") end),
    show(fun() -> base64:encode(<<0, 1, 2>>) end),
    show(fun() -> base64:decode("aGVsbG8=") end),
    show(fun() -> base64:decode(<<"!!!!">>) end),
    show(fun() -> base64:encode_to_string(<<>>) end),
    show(fun() -> base64:decode_to_string(<<"YQ==">>) end),
    show(fun() -> base64:decode("YQ") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
