-module(queue_looking).
-export([main/0]).

main() ->
    show(fun() -> queue:head(queue:from_list([1, 2])) end),
    show(fun() -> queue:last(queue:from_list([1, 2])) end),
    show(fun() -> queue:peek(queue:new()) end),
    show(fun() -> queue:peek_r(queue:from_list([1, 2])) end),
    show(fun() -> queue:get(queue:new()) end),
    show(fun() -> queue:len(queue:from_list("abc")) end),
    show(fun() -> queue:is_empty(queue:new()) end),
    show(fun() -> queue:is_queue(x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
