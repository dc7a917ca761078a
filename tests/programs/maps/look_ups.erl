%% Keys of all kinds in small and large maps: found, missing and failing, in bodies, guards and patterns.
-module(look_ups).
-export([main/0]).

main() ->
    Keys = keys(),
    Small = maps:from_list([{K, {small, K}} || K <- lists:sublist(Keys, 20)]),
    Large = maps:from_list([{K, {large, K}} || K <- Keys]),
    Huge = maps:from_list([{K, {huge, K}} || K <- Keys ++ [{X, Y} || X <- lists:seq(-40, 40), Y <- lists:seq(1, 40)]
                                                  ++ lists:seq(1, 3000)]),
    io:format("~w~n", [[map_size(M) || M <- [Small, Large, Huge]]]),
    [check(K, M) || M <- [Small, Large, Huge], K <- Keys ++ others()],
    io:format("~w~n", [[look(K, M) || M <- [Small, Large], K <- Keys ++ others()]]),
    io:format("~w~n", [[look(K, not_a_map) || K <- [a, 1, {1, 2}]]]),
    io:format("~w~n", [[look(K, #{}) || K <- [a, 1, {1, 2}]]]),
    io:format("~w~n", [lists:sum([maps:get({X, Y}, Huge, 0) =:= {huge, {X, Y}} andalso 1 || X <- lists:seq(-40, 40),
                                                                                           Y <- lists:seq(1, 40)])]),
    grow(0, #{}).

keys() ->
    [a, b, true, '', 0, 1, -1, 17, 1 bsl 58, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 62) - 1,
     -(1 bsl 62), 1 bsl 62, 1 bsl 70, 1.0, 0.0, [], {}, {1}, {1, 2}, {2, 1}, {-1, -2}, {1, 2, 3}, {1, 2, 3, 4},
     {1, 2, 3, 4, 5}, {a}, {a, 1}, {1, a}, {1.0, 2}, {{1, 2}, 3}, {1, [2]}, {1 bsl 59, 1}, {1, 1 bsl 62}, [1, 2], "key",
     <<"key">>, <<1:3>>, #{a => 1}, self, {1, 2, 3, b}, {[], []}].

others() ->
    [c, 2, -2, (1 bsl 59) - 2, -(1 bsl 59) + 1, (1 bsl 59) + 1, 1 bsl 71, 1.5, {3}, {1, 3}, {2, 2}, {1, 2, 4},
     {1, 2, 3, 5}, {1, 2, 3, 4, 6}, {b, 1}, {1.0, 3}, {[]}, [1], <<"kez">>, #{}, #{a => 2}].

%% All ways to ask agree.
check(Key, Map) ->
    Found = lists:keyfind(Key, 1, [P || {K, _} = P <- maps:to_list(Map), K =:= Key]),
    Found = case maps:find(Key, Map) of {ok, V} -> {Key, V}; error -> false end,
    Found = case maps:is_key(Key, Map) of true -> {Key, maps:get(Key, Map)}; false -> false end,
    Found = case Map of #{Key := W} -> {Key, W}; #{} -> false end,
    Found = if is_map_key(Key, Map) -> {Key, map_get(Key, Map)}; true -> false end,
    Found = guarded(Key, Map).

guarded(Key, Map) when is_tuple(map_get(Key, Map)) -> {Key, map_get(Key, Map)};
guarded(_, _) -> false.

look(Key, Map) ->
    [try maps:get(Key, Map) catch error:Reason -> Reason end,
     try map_get(Key, Map) catch error:Reason2 -> Reason2 end,
     try maps:is_key(Key, Map) catch error:Reason3 -> Reason3 end,
     case Map of #{Key := Value} -> Value; _ -> none end,
     if map_get(Key, Map) =:= x -> x; is_map_key(Key, Map) -> yes; not is_map_key(Key, Map) -> no; true -> neither end].

%% From small to large and on.
grow(200, _) -> ok;
grow(N, Map) ->
    New = Map#{N => N, {N, N rem 7} => N},
    true = lists:all(fun(X) -> map_get(X, New) =:= X andalso map_get({X, X rem 7}, New) =:= X end, lists:seq(0, N)),
    false = lists:any(fun(X) -> is_map_key(X, New) orelse is_map_key({X, X rem 7}, New) end, lists:seq(N + 1, N + 30)),
    grow(N + 1, New).
