-module(dict_changing).
-export([main/0]).

main() ->
    show(fun() -> dict:to_list(dict:append(k, 1, dict:new())) end),
    show(fun() -> dict:to_list(dict:append_list(k, [1, 2], dict:new())) end),
    show(fun() -> dict:to_list(dict:update(k, fun(X) -> X + 1 end, dict:from_list([{k, 1}]))) end),
    show(fun() -> dict:to_list(dict:update(k, fun(X) -> X end, 7, dict:new())) end),
    show(fun() -> dict:update(z, fun(X) -> X end, dict:new()) end),
    show(fun() -> dict:take(a, dict:from_list([{a, 1}])) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
