-module(atoms).
-export([main/0]).

main() ->
    io:format("~p~n", [[abc, 'Abc', 'a b', '', a@b, 'case', '1a', '_a', nil, 'don\'t', aB_1, '\n', 'end', 'é']]),
    io:format("~w~n", [['hello world', ok, 'new\nline']]),
    io:format("~s ~s~n", [ok, 'hello world']),
    io:format("~p ~p~n", [list_to_atom("made up"), atom_to_list('A')]),
    io:format("~p~n", [list_to_existing_atom("main")]),
    io:format("~p ~p~n", [a < b, 'B' < a]),
    io:format("~p ~p~n", [is_atom(''), is_atom("a")]),
    io:format("~p~n", [reason(fun() -> list_to_atom(id([a])) end)]),
    io:format("~p~n", [reason(fun() -> list_to_existing_atom("surely no such atom") end)]),
    io:format("~p~n", [reason(fun() -> atom_to_list(id(1)) end)]),
    io:format("~p~n", [reason(fun() -> list_to_atom(lists:duplicate(256, $a)) end)]).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.
