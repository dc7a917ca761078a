-module(rand_errors).
-export([main/0]).

main() ->
    show(fun() -> rand:uniform(0) end),
    show(fun() -> rand:uniform(-1) end),
    show(fun() -> rand:uniform(a) end),
    show(fun() -> rand:seed_s(nonsense, 1) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
