-module(nested_terms).
-export([main/0]).

main() ->
    L = lists:seq(1, 30),
    io:format("~p~n", [L]),
    io:format("~p~n", [{L, L}]),
    io:format("~p~n", [[{key, N, "value number", N * 1.5} || N <- lists:seq(1, 5)]]),
    io:format("~p~n", [{a_rather_long_atom_name, {another_long_atom, [inner, list, {deep, tuple, "string"}]}, "some text that is long"}]),
    io:format("label: ~p~n", [{a_rather_long_atom_name, {another_long_atom, [inner, list, {deep, tuple, "string"}]}, "some text that is long"}]),
    io:format("~p~n", [[[[[[[[[[deep]]]]]]]]]]),
    io:format("~p~n", [lists:duplicate(20, "string")]),
    io:format("~p~n", [list_to_tuple(lists:seq(1, 40))]),
    io:format("~p~n", [[a, [b, [c, [d, {e, {f, {g, lists:seq(1, 25)}}}]]]]]).
