-module(lists_filter).
-export([main/0]).

main() ->
    show(fun() -> lists:filter(fun erlang:is_atom/1, [1, a, "s", b]) end),
    show(fun() -> lists:filter(fun(_) -> true end, []) end),
    show(fun() -> lists:filter(fun(_) -> maybe_ end, [1]) end),
    show(fun() -> lists:filter(fun(X) -> X end, x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
