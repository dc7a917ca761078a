-module(bif_binary_to_integer).
-export([main/0]).

main() ->
    show(fun() -> binary_to_integer(<<"42">>) end),
    show(fun() -> binary_to_integer(<<"-1">>) end),
    show(fun() -> binary_to_integer(<<"">>) end),
    show(fun() -> binary_to_integer(<<"ff">>, 16) end),
    show(fun() -> binary_to_integer(<<"1 ">>) end),
    show(fun() -> integer_to_binary(-12) end),
    show(fun() -> integer_to_binary(255, 2) end),
    show(fun() -> integer_to_binary(id(a)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
