-module(lists_unzip).
-export([main/0]).

main() ->
    show(fun() -> lists:unzip([{1, a}, {2, b}]) end),
    show(fun() -> lists:unzip([]) end),
    show(fun() -> lists:unzip3([{1, a, x}, {2, b, y}]) end),
    show(fun() -> lists:unzip([x]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
