-module(tuples).
-export([main/0]).

main() ->
    T = {a, 1, "s", {nested, [x]}},
    io:format("~p ~p ~p~n", [tuple_size(T), element(1, T), element(4, T)]),
    io:format("~p~n", [setelement(2, T, two)]),
    io:format("~p~n", [T]),
    io:format("~p~n", [tuple_to_list(T)]),
    io:format("~p~n", [list_to_tuple([1, 2, 3])]),
    io:format("~p~n", [{}]),
    io:format("~p~n", [erlang:make_tuple(3, x)]),
    io:format("~p~n", [erlang:append_element({1, 2}, 3)]),
    io:format("~p~n", [erlang:delete_element(2, {a, b, c})]),
    io:format("~p~n", [erlang:insert_element(2, {a, b, c}, new)]),
    io:format("~p~n", [reason(fun() -> element(5, id(T)) end)]),
    io:format("~p~n", [reason(fun() -> element(0, id(T)) end)]),
    io:format("~p~n", [reason(fun() -> element(1, id([a])) end)]),
    io:format("~p~n", [reason(fun() -> setelement(9, id({}), x) end)]),
    io:format("~p~n", [reason(fun() -> tuple_size(id(x)) end)]),
    Big = list_to_tuple(lists:seq(1, 1000)),
    io:format("~p ~p~n", [tuple_size(Big), element(777, Big)]).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.
