-module(encoding_iolists).
-export([main/0]).

main() ->
    show(fun() -> iolist_to_binary(["a", [$b, <<"c">>]]) end),
    show(fun() -> iolist_to_binary([]) end),
    show(fun() -> iolist_to_binary([256]) end),
    show(fun() -> iolist_size([<<"ab">>, 1]) end),
    show(fun() -> list_to_binary("abc") end),
    show(fun() -> list_to_binary([1 | <<2>>]) end),
    show(fun() -> list_to_bitstring([<<1:1>>]) end),
    show(fun() -> list_to_binary([<<1:1>>]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
