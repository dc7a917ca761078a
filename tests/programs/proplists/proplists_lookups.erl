-module(proplists_lookups).
-export([main/0]).

main() ->
    show(fun() -> proplists:lookup(a, [{a, 1}]) end),
    show(fun() -> proplists:lookup(b, [a]) end),
    show(fun() -> proplists:lookup(a, [a]) end),
    show(fun() -> proplists:is_defined(a, [a]) end),
    show(fun() -> proplists:delete(a, [a, {a, 1}, b]) end),
    show(fun() -> proplists:lookup_all(a, [a, {a, 2}]) end),
    show(fun() -> proplists:unfold([a, {b, c}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
