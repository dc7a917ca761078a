-module(lists_concat).
-export([main/0]).

main() ->
    show(fun() -> lists:concat([doc, '/', file, '.', 3]) end),
    show(fun() -> lists:concat([]) end),
    show(fun() -> lists:concat(["a", 1.5, b]) end),
    show(fun() -> lists:concat([{a}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
