-module(lists_droplast).
-export([main/0]).

main() ->
    show(fun() -> lists:droplast([1, 2, 3]) end),
    show(fun() -> lists:droplast([1]) end),
    show(fun() -> lists:droplast([]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
