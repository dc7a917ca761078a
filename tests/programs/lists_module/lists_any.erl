-module(lists_any).
-export([main/0]).

main() ->
    show(fun() -> lists:any(fun(X) -> X > 2 end, [1, 2, 3]) end),
    show(fun() -> lists:any(fun(_) -> true end, []) end),
    show(fun() -> lists:any(fun(X) -> X =:= b end, [a, b, c]) end),
    show(fun() -> lists:any(fun(_) -> x end, [1]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
