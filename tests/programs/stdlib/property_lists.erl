-module(property_lists).
-export([main/0]).

main() ->
    L = [{a, 1}, b, {c, 2}, {a, 3}, {d, false}, {e, x, y}],
    io:format("~p~n", [[proplists:get_value(K, L) || K <- [a, b, c, d, z]]]),
    io:format("~p~n", [proplists:get_value(z, L, default)]),
    io:format("~p~n", [[proplists:get_bool(K, L) || K <- [a, b, d, z]]]),
    io:format("~p~n", [proplists:get_all_values(a, L)]),
    io:format("~p ~p~n", [proplists:lookup(b, L), proplists:lookup(e, L)]),
    io:format("~p~n", [proplists:lookup_all(a, L)]),
    io:format("~p~n", [proplists:is_defined(c, L)]),
    io:format("~p~n", [proplists:delete(a, L)]),
    io:format("~p~n", [proplists:get_keys([{a, 1}, b, {a, 2}]) -- [a, b]]),
    io:format("~p~n", [proplists:unfold([a, {b, 1}])]),
    io:format("~p~n", [proplists:compact([{a, true}, {b, false}])]),
    io:format("~p~n", [proplists:split(L, [a, c])]),
    io:format("~p~n", [proplists:property(x, true)]),
    io:format("~p~n", [proplists:append_values(k, [{k, [1]}, {k, [2]}])]),
    io:format("~p~n", [proplists:expand([{fast, [{speed, 10}]}], [fast, other])]).
