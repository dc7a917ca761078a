-module(lists_takewhile).
-export([main/0]).

main() ->
    show(fun() -> lists:takewhile(fun(X) -> X < 3 end, [1, 2, 3, 1]) end),
    show(fun() -> lists:takewhile(fun(_) -> true end, [a]) end),
    show(fun() -> lists:takewhile(fun(_) -> false end, [a]) end),
    show(fun() -> lists:takewhile(fun(_) -> x end, [a]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
