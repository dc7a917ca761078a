-module(dict_storing).
-export([main/0]).

main() ->
    show(fun() -> dict:to_list(dict:store(a, 1, dict:new())) end),
    show(fun() -> dict:fetch(a, dict:from_list([{a, 1}])) end),
    show(fun() -> dict:fetch(b, dict:from_list([{a, 1}])) end),
    show(fun() -> dict:find(a, dict:new()) end),
    show(fun() -> dict:size(dict:from_list([{a, 1}, {a, 2}])) end),
    show(fun() -> dict:is_empty(dict:new()) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
