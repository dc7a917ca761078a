%% Keys that differ in little: large maps tell all of them apart.
-module(keys_that_are_alike).
-export([main/0, main/1]).

main() ->
    Numbers = [{N, N} || N <- lists:seq(1, 40)],
    Funs = [fun lists:map/2, fun lists:map/3, fun lists:pam/2, fun maps:map/2, fun main/0, fun main/1],
    Large = 1 bsl 64,
    Bigs = [Large, -Large, {Large, Large}, {Large + 1, Large}, {Large, Large + 1}, [Large | Large], [Large, Large]],
    Others = [[], <<>>, {}, #{}, [[]], {[]}, [{}], #{[] => []}, <<0:1>>, <<0:2>>, <<0>>, [0], "", '', 0.0, 0, 1.0, 1,
              [1 | 2], [1, 2], {1, 2}, <<1, 2>>],
    [all(Keys, maps:from_list(Numbers)) || Keys <- [Funs, Bigs, Others, Funs ++ Bigs ++ Others]].

all(Keys, Before) ->
    Pairs = lists:zip(Keys, lists:seq(1, length(Keys))),
    Put = lists:foldl(fun({Key, Value}, Map) -> Map#{Key => Value} end, Before, Pairs),
    Made = maps:from_list(Pairs ++ maps:to_list(Before)),
    Merged = maps:merge(maps:from_list(Pairs), Before),
    Halves = maps:merge(maps:merge(Before, maps:from_list(lists:nthtail(2, Pairs))), maps:from_list(lists:sublist(Pairs, 2))),
    io:format("~w ~w~n", [map_size(Put), Put =:= Made andalso Made =:= Merged andalso Merged =:= Halves]),
    io:format("~w~n", [lists:all(fun({Key, Value}) -> maps:get(Key, Put) =:= Value end, Pairs)]),
    io:format("~w~n", [map_size(lists:foldl(fun maps:remove/2, Put, Keys))]).

main(_) -> ok.
