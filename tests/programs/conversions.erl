-module(conversions).
-export([main/0]).

main() ->
    io:format("~p~n", [[integer_to_list(-5), list_to_integer("77"), atom_to_list(ab), list_to_atom("cd")]]),
    io:format("~p~n", [[list_to_tuple([1, 2]), tuple_to_list({3, 4}), float(7), trunc(7.9), round(7.5)]]),
    io:format("~p~n", [[integer_to_list(255, 16), list_to_integer("ff", 16), list_to_float("1.5"), float_to_list(0.5, [{decimals, 3}])]]),
    io:format("~p~n", [list_to_pid(pid_to_list(self())) =:= self()]),
    io:format("~p~n", [[is_list(pid_to_list(self())), is_list(ref_to_list(make_ref()))]]),
    io:format("~p~n", [[is_atom(a), is_float(1.0), is_function(fun main/0), is_list([]), is_tuple({}), is_number(1), is_boolean(false), is_integer(1 bsl 99)]]),
    io:format("~p~n", [[reason(fun() -> list_to_integer(id("1.5")) end), reason(fun() -> integer_to_list(id(a)) end),
                        reason(fun() -> list_to_tuple(id([a | b])) end), reason(fun() -> float(id(a)) end), reason(fun() -> trunc(id("1")) end)]]),
    io:format("~p~n", [erlang:phash2({a, 1}) =:= erlang:phash2({a, 1})]),
    io:format("~p~n", [[erlang:phash2(N, 100) || N <- [a, 1, "str", {x, [y]}, 1.5, []]]]).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.
