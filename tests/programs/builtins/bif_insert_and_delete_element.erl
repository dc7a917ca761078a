-module(bif_insert_and_delete_element).
-export([main/0]).

main() ->
    show(fun() -> erlang:insert_element(1, {b}, a) end),
    show(fun() -> erlang:insert_element(3, {a}, b) end),
    show(fun() -> erlang:append_element({a}, b) end),
    show(fun() -> erlang:delete_element(1, {a, b}) end),
    show(fun() -> erlang:delete_element(3, {a}) end),
    show(fun() -> erlang:make_tuple(2, x) end),
    show(fun() -> erlang:make_tuple(-1, x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
