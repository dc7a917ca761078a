-module(bif_is_record).
-export([main/0]).

main() ->
    show(fun() -> is_record(id({a, 1}), id(a)) end),
    show(fun() -> is_record({a, 1}, id(b)) end),
    show(fun() -> is_record({a, 1}, id(a), 2) end),
    show(fun() -> is_record({a, 1}, id(a), 3) end),
    show(fun() -> is_record(x, id(a)) end),
    show(fun() -> is_record(id({a}), id(1)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
