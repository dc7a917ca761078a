-module(type_tests).
-export([main/0]).

main() ->
    Values = [1, 1.5, a, "s", [], {}, {1}, self(), make_ref(), fun() -> ok end, true, 1 bsl 70],
    [io:format("~w~n", [types(V)]) || V <- Values].

types(V) ->
    [T || {T, true} <- [
        {integer, is_integer(V)}, {float, is_float(V)}, {number, is_number(V)}, {atom, is_atom(V)}, {boolean, is_boolean(V)},
        {list, is_list(V)}, {tuple, is_tuple(V)}, {pid, is_pid(V)}, {reference, is_reference(V)}, {function, is_function(V)},
        {port, is_port(V)}]].
