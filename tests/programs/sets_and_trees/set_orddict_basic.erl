-module(set_orddict_basic).
-export([main/0]).

main() ->
    show(fun() -> orddict:from_list([{b, 1}, {a, 2}]) end),
    show(fun() -> orddict:store(a, 1, []) end),
    show(fun() -> orddict:fetch(a, [{a, 1}]) end),
    show(fun() -> orddict:fetch(z, []) end),
    show(fun() -> orddict:find(a, [{a, 1}]) end),
    show(fun() -> orddict:map(fun(K, V) -> {K, V} end, [{a, 1}]) end),
    show(fun() -> orddict:take(a, [{a, 1}, {b, 2}]) end),
    show(fun() -> orddict:append_list(a, [1], []) end),
    show(fun() -> orddict:is_empty([]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
