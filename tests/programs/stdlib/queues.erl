-module(queues).
-export([main/0]).

main() ->
    Q0 = queue:new(),
    Q1 = lists:foldl(fun queue:in/2, Q0, [1, 2, 3]),
    io:format("~p~n", [queue:to_list(Q1)]),
    {{value, A}, Q2} = queue:out(Q1),
    io:format("~p ~p~n", [A, queue:to_list(Q2)]),
    io:format("~p ~p ~p~n", [queue:len(Q2), queue:is_empty(Q0), queue:is_empty(Q2)]),
    io:format("~p ~p~n", [queue:peek(Q2), queue:peek_r(Q2)]),
    io:format("~p~n", [queue:to_list(queue:in_r(zero, Q2))]),
    io:format("~p~n", [element(1, queue:out_r(Q2))]),
    io:format("~p~n", [queue:out(Q0)]),
    io:format("~p~n", [queue:to_list(queue:join(Q1, Q2))]),
    io:format("~p~n", [queue:to_list(queue:reverse(Q1))]),
    io:format("~p~n", [queue:to_list(queue:filter(fun(X) -> X > 1 end, Q1))]),
    io:format("~p~n", [[queue:to_list(Q) || Q <- tuple_to_list(queue:split(1, Q1))]]),
    io:format("~p ~p ~p~n", [queue:get(Q1), queue:get_r(Q1), queue:member(2, Q1)]),
    io:format("~p~n", [queue:to_list(queue:drop(Q1))]),
    io:format("~p~n", [queue:from_list([a, b, c])]),
    io:format("~p~n", [queue:fold(fun(X, S) -> X + S end, 0, Q1)]),
    io:format("~p~n", [try queue:get(Q0) catch error:E -> E end]).
