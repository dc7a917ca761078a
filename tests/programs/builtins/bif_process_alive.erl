-module(bif_process_alive).
-export([main/0]).

main() ->
    show(fun() -> is_process_alive(self()) end),
    show(fun() -> is_process_alive(spawn(fun() -> timer:sleep(1000) end)) end),
    show(fun() -> is_process_alive(id(a)) end),
    show(fun() -> self() =:= self() end),
    show(fun() -> is_pid(self()) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
