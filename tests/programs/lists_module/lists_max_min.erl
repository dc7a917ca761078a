-module(lists_max_min).
-export([main/0]).

main() ->
    show(fun() -> lists:max([1, 5, 3]) end),
    show(fun() -> lists:min([1, 5, 3]) end),
    show(fun() -> lists:max([a, 1, "s", {}]) end),
    show(fun() -> lists:min([a, 1, "s", {}]) end),
    show(fun() -> lists:max([1, 1.0]) end),
    show(fun() -> lists:max([]) end),
    show(fun() -> lists:min(x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
