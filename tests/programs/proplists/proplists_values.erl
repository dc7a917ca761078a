-module(proplists_values).
-export([main/0]).

main() ->
    show(fun() -> proplists:get_value(a, [{a, 1}, {a, 2}]) end),
    show(fun() -> proplists:get_value(a, [a]) end),
    show(fun() -> proplists:get_value(b, [a]) end),
    show(fun() -> proplists:get_value(b, [a], d) end),
    show(fun() -> proplists:get_bool(a, [{a, true}]) end),
    show(fun() -> proplists:get_bool(a, [{a, 1}]) end),
    show(fun() -> proplists:get_all_values(a, [{a, 1}, a]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
