-module(lists_splitwith).
-export([main/0]).

main() ->
    show(fun() -> lists:splitwith(fun is_atom/1, [a, b, 1, c]) end),
    show(fun() -> lists:splitwith(fun(_) -> true end, []) end),
    show(fun() -> lists:splitwith(fun(_) -> false end, [x]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
