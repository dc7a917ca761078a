-module(lists_dropwhile).
-export([main/0]).

main() ->
    show(fun() -> lists:dropwhile(fun(X) -> X < 3 end, [1, 2, 3, 1]) end),
    show(fun() -> lists:dropwhile(fun(_) -> true end, [1, 2]) end),
    show(fun() -> lists:dropwhile(fun(_) -> false end, []) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
