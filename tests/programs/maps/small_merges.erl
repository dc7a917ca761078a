%% Small maps of keys of all kinds, made and merged.
-module(small_merges).
-export([main/0]).

main() ->
    Keys = [1, 2, -5, 1.0, 0.0, a, b, zz, [], {}, {1, 2}, {1.0, 2}, "ab", <<"ab">>, 1 bsl 70, #{}, #{x => 1}],
    [begin
         Pairs = [{K, {N, I}} || {I, K} <- lists:zip(lists:seq(1, length(Keys)), Keys), (I * N) rem 3 =/= 0],
         Map = maps:from_list(Pairs),
         Map = maps:from_list(lists:reverse(Pairs)),
         Map = lists:foldl(fun({K, V}, M) -> M#{K => V} end, #{}, Pairs),
         Other = maps:from_list([{K, {other, N}} || K <- lists:nthtail(N, Keys)]),
         io:format("~w~n~w~n", [maps:merge(Map, Other), maps:merge(Other, Map)]),
         Map = maps:merge(Map, Map)
     end || N <- [1, 2, 4, 5, 10]],
    io:format("~w~n", [maps:from_list([{a, 1}, {b, 2}, {a, 3}, {1, x}, {1.0, y}, {1, z}])]),
    %% Around the size at which maps become large.
    [begin
         A = maps:from_list([{X, a} || X <- lists:seq(1, N)]),
         B = maps:from_list([{X, b} || X <- lists:seq(N - 3, 33)]),
         M = maps:merge(A, B),
         io:format("~w ~w~n", [map_size(M), lists:sort(maps:to_list(M)) =:= lists:sort([{X, if X >= N - 3 -> b; true -> a end} || X <- lists:seq(1, 33)])]),
         L = maps:merge(A, maps:from_list([{X, c} || X <- lists:seq(N, 32)])),
         io:format("~w~n", [L])
     end || N <- [10, 29, 32]],
    io:format("~w~n", [[catch maps:merge(x, #{}), catch maps:merge(#{}, y), catch maps:merge(#{a => 1}, [])] =/= []]).
