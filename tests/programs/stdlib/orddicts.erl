-module(orddicts).
-export([main/0]).

main() ->
    D = orddict:from_list([{b, 2}, {a, 1}]),
    io:format("~p~n", [D]),
    io:format("~p~n", [orddict:store(c, 3, D)]),
    io:format("~p ~p~n", [orddict:find(a, D), orddict:find(z, D)]),
    io:format("~p~n", [orddict:fetch_keys(D)]),
    io:format("~p~n", [orddict:append(a, x, orddict:from_list([{a, [w]}]))]),
    io:format("~p~n", [orddict:update(a, fun(V) -> V * 100 end, D)]),
    io:format("~p~n", [orddict:update(q, fun(V) -> V end, init, D)]),
    io:format("~p~n", [orddict:merge(fun(_, X, Y) -> X + Y end, D, [{a, 10}, {z, 26}])]),
    io:format("~p~n", [orddict:fold(fun(K, V, Acc) -> [{K, V} | Acc] end, [], D)]),
    io:format("~p~n", [orddict:erase(a, D)]),
    io:format("~p ~p~n", [orddict:is_key(a, D), orddict:size(D)]),
    io:format("~p~n", [orddict:update_counter(a, 5, D)]),
    io:format("~p~n", [orddict:filter(fun(_, V) -> V > 1 end, D)]).
