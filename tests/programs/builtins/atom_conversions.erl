-module(atom_conversions).
-export([main/0]).

main() ->
    io:format("~p~n", [[atom_to_list(A) || A <- [a, 'B c', '', 'å']]]),
    io:format("~p~n", [[list_to_atom(S) || S <- ["abc", "Big", "with space", "", "1a", "a-b", "åäö", "if", "a@b"]]]),
    io:format("~p~n", [list_to_existing_atom("main")]),
    io:format("~p~n", [err(fun() -> list_to_existing_atom("surely_not_there_" ++ "before") end)]),
    io:format("~p~n", [err(fun() -> list_to_atom(lists:duplicate(256, $a)) end)]),
    io:format("~p~n", [length(atom_to_list(list_to_atom(lists:duplicate(255, $a))))]),
    io:format("~p~n", [err(fun() -> list_to_atom("a" ++ b) end)]).

err(F) -> try F() catch C:R -> {C, R} end.
