-module(fun_errors).
-export([main/0]).

main() ->
    io:format("~p~n", [reason(fun() -> (id(5))(1) end)]),
    io:format("~p~n", [reason(fun() -> (id(a))() end)]),
    F = fun(X) -> X end,
    try (id(F))(1, 2) catch error:{badarity, {G, Args}} -> io:format("~p ~p~n", [G =:= F, Args]) end,
    try (fun lists:reverse/1)(1, 2, 3) catch error:{badarity, {G2, Args2}} -> io:format("~p ~p~n", [G2, Args2]) end,
    io:format("~p~n", [reason(fun() -> (fun(x) -> y end)(id(z)) end)]),
    io:format("~p~n", [reason(fun() -> (fun no:such/1)(1) end)]),
    io:format("~p~n", [reason(fun() -> no:such(1, 2) end)]),
    io:format("~p~n", [reason(fun() -> M = id(lists), M:nothing() end)]),
    io:format("~p~n", [reason(fun() -> M = id(5), M:nothing() end)]),
    io:format("~p~n", [reason(fun() -> apply(id(lists), reverse, id(notalist)) end)]).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.
