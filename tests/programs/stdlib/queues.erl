-module(queues).
-export([main/0]).

main() ->
    Q = lists:foldl(fun queue:in/2, queue:new(), [a, b, c, d, e]),
    io:format("~p ~p ~p~n", [Q, queue:len(Q), queue:to_list(Q)]),
    {{value, X}, Q2} = queue:out(Q),
    {{value, Y}, Q3} = queue:out_r(Q2),
    io:format("~p ~p ~p~n", [X, Y, Q3]),
    io:format("~p ~p~n", [queue:peek(Q3), queue:peek_r(Q3)]),
    io:format("~p~n", [queue:split(2, Q)]),
    io:format("~p~n", [queue:join(Q, queue:from_list([1, 2, 3]))]),
    io:format("~p~n", [queue:filter(fun(Z) -> [Z, Z] end, Q3)]),
    io:format("~p~n", [queue:out(queue:new())]),
    io:format("~p~n", [[catch_reason(F) || F <- [fun() -> queue:get(queue:new()) end, fun() -> queue:in(1, x) end,
                                                 fun() -> queue:drop(queue:new()) end,
                                                 fun() -> queue:split(9, Q) end]]]),
    Steps = lists:seq(1, 5000),
    {Last, Sum} = lists:foldl(fun step/2, {queue:new(), 0}, Steps),
    io:format("~p ~p ~p~n", [queue:len(Last), Sum, erlang:phash2(Last)]).

step(N, {Q, Sum}) ->
    case N * N rem 7 of
        K when K < 2 -> {queue:in_r(N, Q), Sum};
        K when K < 4 ->
            case queue:out(Q) of
                {{value, V}, Rest} -> {Rest, Sum + V};
                {empty, Rest} -> {Rest, Sum}
            end;
        _ -> {queue:in(N, Q), Sum}
    end.

catch_reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:R -> R
    end.
