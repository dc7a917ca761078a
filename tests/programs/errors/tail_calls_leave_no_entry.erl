-module(tail_calls_leave_no_entry).
-export([main/0]).

main() ->
    try a(5) catch error:R:S -> io:format("~p ~p~n", [R, [F || {?MODULE, F, _, _} <- S]]) end,
    try b(5) catch error:R2:S2 -> io:format("~p ~p~n", [R2, [F || {?MODULE, F, _, _} <- S2]]) end.

a(0) -> error(bottom);
a(N) -> a(N - 1).

b(0) -> error(bottom);
b(N) -> c(N).

c(100) -> 0;
c(N) -> X = b(N - 1), X + 1.
