-module(dicts).
-export([main/0]).

main() ->
    D = dict:from_list([{a, 1}, {b, 2}, {c, 3}]),
    io:format("~p~n", [lists:sort(dict:to_list(D))]),
    io:format("~p ~p ~p~n", [dict:fetch(a, D), dict:find(b, D), dict:find(z, D)]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:store(a, one, D)))]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:append(l, 2, dict:append(l, 1, dict:new()))))]),
    io:format("~p ~p ~p~n", [dict:size(D), dict:is_key(c, D), lists:sort(dict:fetch_keys(D))]),
    io:format("~p~n", [dict:fold(fun(_, V, S) -> V + S end, 0, D)]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:map(fun(_, V) -> V * 2 end, D)))]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:filter(fun(_, V) -> V > 1 end, D)))]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:update(a, fun(X) -> X + 10 end, D)))]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:update_counter(z, 5, D)))]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:merge(fun(_, A, B) -> {A, B} end, D, dict:store(a, x, dict:new()))))]),
    io:format("~p~n", [lists:sort(dict:to_list(dict:erase(a, D)))]),
    io:format("~p~n", [try dict:fetch(q, D) catch error:E -> E end]),
    Big = lists:foldl(fun(N, Acc) -> dict:store(N, N, Acc) end, dict:new(), lists:seq(1, 200)),
    io:format("~p ~p~n", [dict:size(Big), dict:fold(fun(_, V, S) -> V + S end, 0, Big)]).
