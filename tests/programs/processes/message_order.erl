-module(message_order).
-export([main/0]).

main() ->
    Self = self(),
    P = spawn(fun() -> [Self ! {a, N} || N <- lists:seq(1, 5)], Self ! done end),
    is_pid(P) orelse exit(no),
    io:format("~p~n", [collect()]),
    self() ! 1, self() ! 2, self() ! 3,
    io:format("~p~n", [receive 2 -> two end]),
    io:format("~p~n", [[receive X -> X end, receive Y -> Y end]]).

collect() -> receive done -> []; M -> [M | collect()] end.
