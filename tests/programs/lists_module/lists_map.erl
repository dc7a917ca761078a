-module(lists_map).
-export([main/0]).

main() ->
    show(fun() -> lists:map(fun(X) -> {X} end, [1, a]) end),
    show(fun() -> lists:map(fun(X) -> X end, []) end),
    show(fun() -> lists:map(fun(X) -> X / 0 end, [1]) end),
    show(fun() -> lists:map(fun erlang:length/1, ["a", "bc"]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
