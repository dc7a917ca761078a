-module(queue_whole).
-export([main/0]).

main() ->
    show(fun() -> queue:to_list(queue:reverse(queue:from_list([1, 2, 3]))) end),
    show(fun() -> queue:to_list(queue:join(queue:from_list([1]), queue:from_list([2]))) end),
    show(fun() -> queue:to_list(queue:filter(fun(X) -> X > 1 end, queue:from_list([1, 2]))) end),
    show(fun() -> queue:all(fun is_atom/1, queue:from_list([a])) end),
    show(fun() -> queue:any(fun is_atom/1, queue:from_list([1])) end),
    show(fun() -> queue:to_list(queue:tail(queue:from_list([1, 2]))) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
