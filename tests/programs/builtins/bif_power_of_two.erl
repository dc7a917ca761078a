-module(bif_power_of_two).
-export([main/0]).

main() ->
    show(fun() -> id(1) bsl 10 end),
    show(fun() -> id(1) bsl 64 end),
    show(fun() -> id(1) bsl 200 end),
    show(fun() -> id(1) bsr 1 end),
    show(fun() -> id(-1) bsr 100 end),
    show(fun() -> id(1) bsl -3 end),
    show(fun() -> id(a) bsl 1 end),
    show(fun() -> id(1) bsl id(1.0) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
