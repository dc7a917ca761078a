-module(bif_list_to_pid).
-export([main/0]).

main() ->
    show(fun() -> list_to_pid("<0.1") end),
    show(fun() -> list_to_pid("x") end),
    show(fun() -> list_to_pid(id(a)) end),
    show(fun() -> pid_to_list(id(a)) end),
    show(fun() -> is_pid(list_to_pid("<0.1.0>")) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
