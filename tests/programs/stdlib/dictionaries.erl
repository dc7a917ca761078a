-module(dictionaries).
-export([main/0]).

main() ->
    D = dict:from_list([{a, 1}, {b, 2}, {"c", [3]}, {4.0, x}, {{5}, y}]),
    io:format("~p~n", [D]),
    io:format("~p ~p ~p~n", [dict:find(a, D), dict:find(z, D), dict:fetch({5}, D)]),
    io:format("~p~n", [dict:to_list(dict:append("c", 4, D))]),
    io:format("~p~n", [dict:to_list(dict:update_counter(a, 10, dict:erase(b, D)))]),
    io:format("~p~n", [dict:to_list(dict:update(n, fun(X) -> X end, new, D))]),
    io:format("~p~n", [dict:fold(fun(K, _, L) -> [K | L] end, [], D)]),
    io:format("~p ~p~n", [reason(fun() -> dict:fetch(z, D) end), reason(fun() -> dict:store(a, b, c) end)]),
    Big = lists:foldl(fun(K, D1) -> dict:store(K * 31, K, D1) end, dict:new(), lists:seq(1, 2000)),
    Less = lists:foldl(fun(K, D1) -> dict:erase(K * 31, D1) end, Big, lists:seq(1, 1700)),
    io:format("~p ~p ~p~n", [dict:size(Less), erlang:phash2(Big), erlang:phash2(Less)]),
    io:format("~p~n", [dict:fetch_keys(dict:filter(fun(_, V) -> V rem 10 =:= 0 end, Less))]),
    Merged = dict:merge(fun(_, A, B) -> A + B end, Less, dict:from_list([{K * 31, 1} || K <- lists:seq(1690, 1800)])),
    io:format("~p~n", [erlang:phash2(Merged)]),
    Terms = [0, -1, 1 bsl 40, 1 bsl 64, -(1 bsl 70), a, 'long atom', [], "abc", [a, [b]], {}, {1, {2}}, 1.5, -0.0, [1 | x]],
    io:format("~p~n", [[erlang:phash(T, 1 bsl 32) || T <- Terms]]).

reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:R -> R
    end.
