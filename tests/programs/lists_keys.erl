-module(lists_keys).
-export([main/0]).

main() ->
    L = [{a, 1}, {b, 2}, {c, 3}, {b, 4}, other, {}],
    io:format("~p ~p~n", [lists:keyfind(b, 1, L), lists:keyfind(z, 1, L)]),
    io:format("~p ~p~n", [lists:keymember(3, 2, L), lists:keymember(9, 2, L)]),
    io:format("~p ~p~n", [lists:keysearch(c, 1, L), lists:keysearch(z, 1, L)]),
    io:format("~p~n", [lists:keydelete(b, 1, L)]),
    io:format("~p~n", [lists:keyreplace(b, 1, L, {b, new})]),
    io:format("~p~n", [lists:keystore(z, 1, L, {z, 26})]),
    io:format("~p~n", [lists:keystore(a, 1, L, {a, 0})]),
    io:format("~p ~p~n", [lists:keytake(c, 1, L), lists:keytake(z, 1, L)]),
    io:format("~p~n", [lists:keymap(fun(V) -> V * 10 end, 2, [{a, 1}, {b, 2}])]),
    io:format("~p~n", [lists:keyfind(1.0, 2, L)]).
