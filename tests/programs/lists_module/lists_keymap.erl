-module(lists_keymap).
-export([main/0]).

main() ->
    show(fun() -> lists:keymap(fun(X) -> X + 1 end, 1, [{1, a}, {2, b}]) end),
    show(fun() -> lists:keymap(fun atom_to_list/1, 2, [{x, ann}, {y, bob, 22}]) end),
    show(fun() -> lists:keymap(fun(X) -> X end, 3, [{a, b}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
