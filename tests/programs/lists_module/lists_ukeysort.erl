-module(lists_ukeysort).
-export([main/0]).

main() ->
    show(fun() -> lists:ukeysort(1, [{b, 1}, {a, 2}, {b, 3}]) end),
    show(fun() -> lists:ukeysort(2, [{a, 1}, {b, 1.0}, {c, 2}]) end),
    show(fun() -> lists:ukeymerge(1, [{1, a}], [{1, b}, {2, c}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
