-module(lists_keysearch).
-export([main/0]).

main() ->
    show(fun() -> lists:keysearch(a, 1, [{a, b}]) end),
    show(fun() -> lists:keysearch(z, 1, [{a, b}]) end),
    show(fun() -> lists:keysearch(b, 2, [{a, b}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
