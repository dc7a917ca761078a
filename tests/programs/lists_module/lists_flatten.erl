-module(lists_flatten).
-export([main/0]).

main() ->
    show(fun() -> lists:flatten([1, [2, [3, [4]]], []]) end),
    show(fun() -> lists:flatten([[[]]]) end),
    show(fun() -> lists:flatten(["ab", $c, ["d"]]) end),
    show(fun() -> lists:flatten([1, [2]], [3, [4]]) end),
    show(fun() -> lists:flatten(a) end),
    show(fun() -> lists:flatten([a | b]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
