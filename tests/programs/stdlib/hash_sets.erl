-module(hash_sets).
-export([main/0]).

main() ->
    V2 = sets:from_list([c, a, b, 1, 1.0], [{version, 2}]),
    io:format("~p ~p~n", [V2, lists:sort(sets:to_list(sets:union(V2, sets:from_list([z], [{version, 2}]))))]),
    io:format("~p ~p~n", [sets:is_element(1, V2), sets:is_disjoint(V2, sets:from_list([9, b]))]),
    io:format("~p~n", [sets:intersection(V2, sets:from_list([1, a, x], [{version, 2}]))]),
    S = sets:from_list([x, y, 1, 1.0, "s"]),
    io:format("~p~n~p~n", [S, sets:to_list(S)]),
    Many = sets:from_list(lists:seq(1, 500)),
    Even = sets:filter(fun(X) -> X rem 2 =:= 0 end, Many),
    io:format("~p ~p ~p~n", [sets:size(Even), erlang:phash2(Even), sets:is_subset(Even, Many)]),
    io:format("~p~n", [sets:to_list(sets:subtract(sets:from_list(lists:seq(1, 40)), Even))]),
    io:format("~p~n", [erlang:phash2(sets:union(Even, sets:from_list(lists:seq(1, 600, 3))))]).
