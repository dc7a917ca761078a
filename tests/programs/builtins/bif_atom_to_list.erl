-module(bif_atom_to_list).
-export([main/0]).

main() ->
    show(fun() -> atom_to_list(abc) end),
    show(fun() -> atom_to_list('') end),
    show(fun() -> atom_to_list('a b') end),
    show(fun() -> atom_to_list(id(1)) end),
    show(fun() -> atom_to_list(true) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
