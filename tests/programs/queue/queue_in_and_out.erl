-module(queue_in_and_out).
-export([main/0]).

main() ->
    show(fun() -> queue:to_list(queue:in(3, queue:from_list([1, 2]))) end),
    show(fun() -> queue:out(queue:from_list([a])) end),
    show(fun() -> queue:out(queue:new()) end),
    show(fun() -> queue:out_r(queue:from_list([a, b])) end),
    show(fun() -> queue:to_list(queue:in_r(0, queue:from_list([1]))) end),
    show(fun() -> queue:in(a, b) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
