-module(bif_monitor_and_link_errors).
-export([main/0]).

main() ->
    show(fun() -> monitor(process, id(x)) =:= x end),
    show(fun() -> demonitor(id(x)) end),
    show(fun() -> link(id(x)) end),
    show(fun() -> unlink(id(x)) end),
    show(fun() -> monitor(nonsense, self()) end),
    show(fun() -> exit(id(x), kill) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
