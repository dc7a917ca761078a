%% The order of tuples where a comparison is all that is done with them, keys that are tuples in large maps and in the
%% process dictionary.
-module(tuple_order).
-export([main/0]).

main() ->
    Terms = terms(),
    Rows = [[orders(A, B) || B <- Terms] || A <- Terms],
    io:format("~p~n", [erlang:phash2(Rows)]),
    [io:format("~w~n", [Row]) || Row <- Rows],
    io:format("~p~n", [[{insert(X, []), has(X, Terms)} || X <- [{1, 2}, {2}, 1.0, {1.0, 2}, {{1}, 2}, a]]]),
    Tree = lists:foldl(fun add/2, nil, [{N * 37 rem 101, N rem 3, N} || N <- lists:seq(1, 300)]),
    Listed = listed(Tree),
    io:format("~p ~p~n", [length(Listed), Listed =:= lists:sort(Listed)]),
    io:format("~p~n", [lists:sublist(Listed, 5)]),
    Nested = lists:foldl(fun add/2, nil, [{{N rem 7, N rem 5 / 2}, [N rem 2], N} || N <- lists:seq(1, 100)]),
    io:format("~p~n", [lists:sublist(listed(Nested), 5)]),
    io:format("~p~n", [most([{3, a}, {3, b}, {2, z}, {3, 1 bsl 70}, {3, 1.5}])]),
    maps_of_tuples(),
    dictionary().

terms() ->
    [0, 1, -1, 1.0, 1 bsl 65, a, {}, {0}, {1}, {1.0}, {a}, {0, 0}, {0, 1}, {0, a}, {0, 1.0}, {0, {1}}, {0, {1, 2}},
     {1, {1, 3}}, {0, 1 bsl 65}, {0, -(1 bsl 65)}, {0, [1]}, {0, []}, {0, <<1>>}, {0, #{a => 1}}, {0, 0, 0}, {a, 0, 0},
     {0, 0, 1, 2}, [], [1], [{0, 1}], <<>>, #{}, {576460752303423487, 1}, {-576460752303423488, 1},
     {4611686018427387903, 1}, {-4611686018427387904, 1}].

orders(A, B) ->
    [less(A, B), no_more(A, B), more(A, B), no_less(A, B), A < B, A >= B, A == B, A =:= B].

less(A, B) when A < B -> 1;
less(_, _) -> 0.

no_more(A, B) -> if A =< B -> 1; true -> 0 end.

more(A, B) -> case A > B of true -> 1; false -> 0 end.

no_less(A, B) when A >= B, is_tuple(A) -> 2;
no_less(A, B) when A >= B -> 1;
no_less(_, _) -> 0.

insert(X, []) -> [X];
insert(X, [Y | _] = All) when X < Y -> [X | All];
insert(X, [Y | Rest]) -> [Y | insert(X, Rest)].

has(X, Terms) -> [Y || Y <- Terms, Y >= X, X >= Y].

add(X, {Here, Less, More}) when X < Here -> {Here, add(X, Less), More};
add(X, {Here, Less, More}) when X > Here -> {Here, Less, add(X, More)};
add(X, nil) -> {X, nil, nil};
add(_, Tree) -> Tree.

listed(nil) -> [];
listed({Here, Less, More}) -> listed(Less) ++ [Here | listed(More)].

most([First | Rest]) -> most(Rest, First).

most([], Most) -> Most;
most([X | Rest], Most) when X >= Most -> most(Rest, X);
most([_ | Rest], Most) -> most(Rest, Most).

maps_of_tuples() ->
    Pairs = maps:from_list([{{N div 9, N rem 9}, N} || N <- lists:seq(0, 80)]),
    io:format("~p~n", [maps:keys(Pairs)]),
    Changed = lists:foldl(fun(N, Map) -> Map#{{N rem 9, N div 9} := -N} end, Pairs, lists:seq(0, 80)),
    io:format("~p ~p~n", [maps:get({4, 5}, Changed), Changed =:= Pairs]),
    io:format("~p~n", [catch_error(fun() -> Pairs#{{9, 9} := 1} end)]),
    io:format("~p~n", [catch_error(fun() -> maps:update({1, 2, 3}, 1, Pairs) end)]),
    io:format("~p~n", [catch_error(fun() -> Pairs#{{4, 4.0} := 1} end)]),
    Mixed = maps:from_list([{Key, N} || N <- lists:seq(1, 60),
                                        Key <- [{x, N}, {N, x}, {N, N, N}, {1 bsl 59, N}, {-N}, {{N}, N}, {N, N / 2}]]),
    io:format("~p ~p~n", [map_size(Mixed), lists:sum(maps:values(Mixed))]),
    true = lists:all(fun({Key, N}) -> map_get(Key, Mixed) =:= N end, maps:to_list(Mixed)),
    Same = lists:foldl(fun(Key, Map) -> Map#{Key := maps:get(Key, Map) + 1} end, Mixed, maps:keys(Mixed)),
    io:format("~p ~p~n", [map_size(Same), lists:sum(maps:values(Same))]).

dictionary() ->
    Keys = [Key || N <- lists:seq(1, 40), Key <- [{count, N}, {N, 1.0 * N}, {N, {N}}, {N}, {N, 1, 2, 3, 4, 5, 6, 7, 8, 9}]],
    [put(Key, Key) || Key <- Keys],
    [put({count, N}, N) || N <- lists:seq(1, 40), N rem 2 =:= 0],
    [erase({N}) || N <- lists:seq(1, 40), N rem 3 =:= 0],
    io:format("~p~n", [lists:sum([N || N <- [get({count, N}) || N <- lists:seq(1, 40)], is_integer(N)])]),
    io:format("~p~n", [length([Key || Key <- Keys, get(Key) =/= undefined])]),
    io:format("~p ~p ~p~n", [get({7, 7.0}), get({7, 7}), get({8, {8}})]).

catch_error(Fun) ->
    try Fun() of
        Value -> {value, Value}
    catch
        Class:{Reason, Key} -> {Class, Reason, Key}
    end.
