-module(proplists_changes).
-export([main/0]).

main() ->
    show(fun() -> proplists:substitute_aliases([{a, b}], [{a, 1}]) end),
    show(fun() -> proplists:substitute_negations([{no_a, a}], [no_a]) end),
    show(fun() -> proplists:normalize([a], [{aliases, [{a, b}]}]) end),
    show(fun() -> proplists:to_map([a, {b, 1}]) end),
    show(fun() -> proplists:from_map(#{a => 1}) end),
    show(fun() -> proplists:split([a, {b, 1}, c], [a, b]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
