-module(bif_process_flag).
-export([main/0]).

main() ->
    show(fun() -> process_flag(trap_exit, true) end),
    show(fun() -> process_flag(trap_exit, id(x)) end),
    show(fun() -> process_flag(nonsense, true) end),
    show(fun() -> process_flag(trap_exit, false) end),
    show(fun() -> process_flag(priority, normal) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
