-module(key_value_server).
-export([main/0]).

main() ->
    start(),
    put_(a, 1), put_(b, "two"), put_(c, {three, 3}), put_(a, one),
    io:format("~p~n", [[get_(K) || K <- [a, b, c, d]]]),
    delete_(b),
    io:format("~p ~p~n", [get_(b), keys()]),
    stop(),
    io:format("~p ~p~n", [whereis(kv), try get_(a) catch error:E -> E end]).

start() -> register(kv, spawn(fun() -> loop([]) end)).
stop() -> kv ! {self(), stop}, receive {kv, stopped} -> ok end, timer:sleep(10).
put_(K, V) -> rpc({put, K, V}).
get_(K) -> rpc({get, K}).
delete_(K) -> rpc({delete, K}).
keys() -> rpc(keys).

rpc(Q) -> kv ! {self(), Q}, receive {kv, R} -> R after 500 -> timeout end.

loop(D) ->
    receive
        {P, {put, K, V}} -> P ! {kv, true}, loop(orddict_store(K, V, D));
        {P, {get, K}} -> P ! {kv, find(K, D)}, loop(D);
        {P, {delete, K}} -> P ! {kv, true}, loop(lists:keydelete(K, 1, D));
        {P, keys} -> P ! {kv, [K || {K, _} <- D]}, loop(D);
        {P, stop} -> P ! {kv, stopped}
    end.

orddict_store(K, V, D) -> lists:keysort(1, lists:keystore(K, 1, D, {K, V})).

find(K, D) ->
    case lists:keyfind(K, 1, D) of
        {K, V} -> {ok, V};
        false -> error
    end.
