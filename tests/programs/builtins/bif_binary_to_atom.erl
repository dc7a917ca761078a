-module(bif_binary_to_atom).
-export([main/0]).

main() ->
    show(fun() -> binary_to_atom(<<"abc">>) end),
    show(fun() -> binary_to_atom(<<"é"/utf8>>, utf8) end),
    show(fun() -> binary_to_existing_atom(<<"main">>) end),
    show(fun() -> binary_to_existing_atom(<<"never_made_", "before">>) end),
    show(fun() -> atom_to_binary(abc) end),
    show(fun() -> atom_to_binary(id("x")) end),
    show(fun() -> binary_to_atom(id(abc)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
