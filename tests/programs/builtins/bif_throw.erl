-module(bif_throw).
-export([main/0]).

main() ->
    show(fun() -> throw(x) end),
    show(fun() -> throw({a, [b]}) end),
    show(fun() -> throw([]) end),
    show(fun() -> catch throw(y) end),
    show(fun() -> error(e) end),
    show(fun() -> error({e, 1}) end),
    show(fun() -> exit(z) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
