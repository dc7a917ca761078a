-module(bif_comparison).
-export([main/0]).

main() ->
    show(fun() -> 1 < 1.5 end),
    show(fun() -> a < b end),
    show(fun() -> [] < "a" end),
    show(fun() -> {} < [] end),
    show(fun() -> 1 == 1.0 end),
    show(fun() -> 1 =:= 1.0 end),
    show(fun() -> {a, 1} =< {a, 2} end),
    show(fun() -> "abc" > "abb" end),
    show(fun() -> self() > {} end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
