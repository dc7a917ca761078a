-module(tuples).
-export([main/0]).

main() ->
    T = {a, b, c},
    io:format("~p~n", [{element(1, T), element(3, T), tuple_size(T), size(T), setelement(2, T, x)}]),
    io:format("~p~n", [{tuple_to_list(T), list_to_tuple([1, 2]), tuple_to_list({}), list_to_tuple([])}]),
    io:format("~p~n", [{make_tuple(3, z), erlang:append_element(T, d), erlang:delete_element(2, T), erlang:insert_element(1, T, z)}]),
    io:format("~p~n", [erlang:make_tuple(4, [], [{2, ignored}, {2, b}, {4, d}])]),
    io:format("~p~n", [[err(F) || F <- [
        fun() -> element(0, T) end, fun() -> element(4, T) end, fun() -> element(a, T) end, fun() -> element(1, [a]) end,
        fun() -> setelement(4, T, x) end, fun() -> list_to_tuple([a | b]) end, fun() -> tuple_to_list([]) end,
        fun() -> erlang:delete_element(4, T) end, fun() -> erlang:insert_element(5, T, x) end, fun() -> make_tuple(-1, x) end]]]).

make_tuple(N, X) -> erlang:make_tuple(N, X).
err(F) -> try F() catch C:R -> {C, R} end.
