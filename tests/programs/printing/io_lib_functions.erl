-module(io_lib_functions).
-export([main/0]).

main() ->
    io:format("~p~n", [lists:flatten(io_lib:format("~w-~s", [a, "b"]))]),
    io:format("~p~n", [lists:flatten(io_lib:fwrite("~5.1f", [2.25]))]),
    io:format("~p~n", [lists:flatten(io_lib:write({a, "b", [1]}))]),
    io:format("~p~n", [lists:flatten(io_lib:print({a, "b", [1]}))]),
    io:format("~w~n", [[io_lib:print(T) || T <- [[65, 66], {a, [1, 2]}, x, []]]]),
    io:format("~p~n", [io_lib:write_string("a\"b")]),
    io:format("~p~n", [io_lib:write_atom('A b')]),
    io:format("~p~n", [io_lib:write_char($a)]),
    io:format("~p~n", [[io_lib:printable_list(L) || L <- ["abc", [1, 2], "a\n", [], [256]]]]),
    io:format("~p~n", [[io_lib:char_list(L) || L <- ["abc", [-1], [a], [16#10FFFF]]]]),
    io:format("~p~n", [[io_lib:deep_char_list(L) || L <- ["abc", ["a", [$b]], [a]]]]),
    io:format("~p~n", [lists:flatten(io_lib:nl())]),
    io:format("~p~n", [[lists:flatten(io_lib:indentation("ab\nc", 0))|| false]]).
