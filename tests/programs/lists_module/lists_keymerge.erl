-module(lists_keymerge).
-export([main/0]).

main() ->
    show(fun() -> lists:keymerge(1, [{1, a}, {3, b}], [{2, c}, {3, d}]) end),
    show(fun() -> lists:keymerge(2, [], [{a, b}]) end),
    show(fun() -> lists:keymerge(1, [{1, x}], [{1, y}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
