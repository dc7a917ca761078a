-module(dict_of_many).
-export([main/0]).

key(N) when N rem 5 =:= 0 -> {N, N};
key(N) when N rem 5 =:= 1 -> float(N);
key(N) -> N.

pairs(Count) -> [{key(N * 7919 rem Count), N} || N <- lists:seq(1, Count)].

check(Pairs) ->
    Dict = dict:from_list(Pairs),
    Stored = lists:foldl(fun({K, V}, D) -> dict:store(K, V, D) end, dict:new(), Pairs),
    Set = sets:from_list([K || {K, _} <- Pairs]),
    Added = lists:foldl(fun({K, _}, S) -> sets:add_element(K, S) end, sets:new(), Pairs),
    {dict:size(Dict), Dict =:= Stored, dict:to_list(Dict) =:= dict:to_list(Stored),
     sets:size(Set), Set =:= Added, sets:to_list(Set) =:= sets:to_list(Added),
     erlang:phash2(dict:to_list(Dict)), erlang:phash2(sets:to_list(Set)), erlang:phash2({Dict, Set})}.

main() ->
    io:format("~p~n", [check(pairs(10000))]),
    io:format("~p~n", [check(pairs(10001))]),
    io:format("~p~n", [check(pairs(20480))]),
    io:format("~p~n", [check(pairs(20481))]),
    io:format("~p~n", [check(pairs(30000) ++ [{key(N), again} || N <- lists:seq(100, 900)])]),
    io:format("~p~n", [check([{N rem 10, N} || N <- lists:seq(1, 12000)])]),
    Dict = dict:from_list(pairs(15000)),
    Less = lists:foldl(fun dict:erase/2, Dict, [key(N) || N <- lists:seq(1, 14900)]),
    io:format("~p~n", [{dict:size(Less), erlang:phash2(Less), lists:sublist(lists:sort(dict:to_list(Less)), 5)}]),
    Reason = fun(F) -> try F(), ok catch _:R -> R end end,
    io:format("~p~n", [Reason(fun() -> dict:from_list(pairs(10001) ++ [none]) end)]),
    io:format("~p~n", [Reason(fun() -> sets:from_list(lists:seq(1, 10001) ++ none) end)]).
