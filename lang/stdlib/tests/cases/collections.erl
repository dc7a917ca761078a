%% Calls of the modules that keep many terms: dict, sets, gb_trees, gb_sets, queue, array, maps. Arguments
%% are random, of the kinds that a function takes and sometimes of none; the structures among them
%% are what OTP made of random steps, so that equal answers to single calls are equal answers to any
%% number of them.
-module(collections).
-export([cases/0]).

cases() ->
    lists:append([[{M, F, [arg(M, K) || K <- Kinds]} || {F, Kinds} <- functions(M), _ <- lists:seq(1, 250)]
                  || M <- [dict, sets, gb_trees, gb_sets, queue, array, maps]]).

functions(dict) ->
    [{append, [key, any, s]}, {append_list, [key, list, s]}, {erase, [key, s]}, {fetch, [key, s]},
     {fetch_keys, [s]}, {filter, [keep2, s]}, {find, [key, s]}, {fold, [acc3, any, s]}, {from_list, [pairs]},
     {is_empty, [s]}, {is_key, [key, s]}, {map, [fun2, s]}, {merge, [fun3, s, s]}, {new, []}, {size, [s]},
     {store, [key, any, s]}, {take, [key, s]}, {to_list, [s]}, {update, [key, fun1, s]},
     {update, [key, fun1, any, s]}, {update_counter, [key, small, s]}];
functions(sets) ->
    [{add_element, [key, s]}, {del_element, [key, s]}, {filter, [keep1, s]}, {fold, [acc2, any, s]},
     {from_list, [list]}, {from_list, [list, version]}, {intersection, [s, s]}, {intersection, [states]},
     {is_disjoint, [s, s]}, {is_element, [key, s]}, {is_empty, [s]}, {is_set, [s]}, {is_subset, [s, s]},
     {new, []}, {new, [version]}, {size, [s]}, {subtract, [s, s]}, {to_list, [s]}, {union, [s, s]},
     {union, [states]}];
functions(gb_trees) ->
    [{balance, [s]}, {delete, [key, s]}, {delete_any, [key, s]}, {empty, []}, {enter, [key, any, s]},
     {from_orddict, [rising]}, {get, [key, s]}, {insert, [key, any, s]}, {is_defined, [key, s]},
     {is_empty, [s]}, {iterator, [s]}, {iterator_from, [key, s]}, {keys, [s]}, {largest, [s]},
     {lookup, [key, s]}, {map, [fun2, s]}, {next, [iterator]}, {size, [s]}, {smallest, [s]},
     {take, [key, s]}, {take_any, [key, s]}, {take_largest, [s]}, {take_smallest, [s]}, {to_list, [s]},
     {update, [key, any, s]}, {values, [s]}];
functions(gb_sets) ->
    [{add, [key, s]}, {add_element, [key, s]}, {balance, [s]}, {del_element, [key, s]}, {delete, [key, s]},
     {delete_any, [key, s]}, {difference, [s, s]}, {empty, []}, {filter, [keep1, s]}, {fold, [acc2, any, s]},
     {from_list, [list]}, {from_ordset, [rising]}, {insert, [key, s]}, {intersection, [states]},
     {intersection, [s, s]}, {is_disjoint, [s, s]}, {is_element, [key, s]}, {is_empty, [s]},
     {is_member, [key, s]}, {is_set, [s]}, {is_subset, [s, s]}, {iterator, [s]}, {iterator_from, [key, s]},
     {largest, [s]}, {new, []}, {next, [iterator]}, {singleton, [key]}, {size, [s]}, {smallest, [s]},
     {subtract, [s, s]}, {take_largest, [s]}, {take_smallest, [s]}, {to_list, [s]}, {union, [states]},
     {union, [s, s]}];
functions(queue) ->
    [{all, [keep1, s]}, {any, [keep1, s]}, {cons, [key, s]}, {daeh, [s]}, {delete, [key, s]},
     {delete_r, [key, s]}, {delete_with, [keep1, s]}, {delete_with_r, [keep1, s]}, {drop, [s]}, {drop_r, [s]},
     {filter, [keep1, s]}, {filter, [lists1, s]}, {filtermap, [maybe1, s]}, {fold, [acc2, any, s]},
     {from_list, [list]}, {get, [s]}, {get_r, [s]}, {head, [s]}, {in, [key, s]}, {in_r, [key, s]},
     {init, [s]}, {is_empty, [s]}, {is_queue, [s]}, {join, [s, s]}, {lait, [s]}, {last, [s]}, {len, [s]},
     {liat, [s]}, {member, [key, s]}, {new, []}, {out, [s]}, {out_r, [s]}, {peek, [s]}, {peek_r, [s]},
     {reverse, [s]}, {snoc, [s, key]}, {split, [small, s]}, {tail, [s]}, {to_list, [s]}];
functions(array) ->
    [{default, [s]}, {fix, [s]}, {foldl, [acc3, any, s]}, {foldr, [acc3, any, s]}, {from_list, [list]},
     {from_list, [list, default]}, {from_orddict, [rising]}, {from_orddict, [rising, default]},
     {get, [index, s]}, {is_array, [s]}, {is_fix, [s]}, {map, [fun2, s]}, {new, []}, {new, [options]},
     {new, [index, options]}, {relax, [s]}, {reset, [index, s]}, {resize, [s]}, {resize, [index, s]},
     {set, [index, any, s]}, {size, [s]}, {sparse_foldl, [acc3, any, s]}, {sparse_foldr, [acc3, any, s]},
     {sparse_map, [fun2, s]}, {sparse_size, [s]}, {sparse_to_list, [s]}, {sparse_to_orddict, [s]},
     {to_list, [s]}, {to_orddict, [s]}];
functions(maps) ->
    [{filter, [keep2, s]}, {filtermap, [maybe2, s]}, {fold, [acc3, any, s]}, {foreach, [fun2, s]},
     {get, [key, s, any]}, {groups_from_list, [fun1, list]}, {groups_from_list, [fun1, fun1, list]},
     {intersect, [s, s]}, {intersect_with, [fun3, s, s]}, {iterator, [s]}, {map, [fun2, s]},
     {merge_with, [fun3, s, s]}, {new, []}, {next, [iterator]}, {size, [s]}, {update_with, [key, fun1, s]},
     {update_with, [key, fun1, any, s]}, {with, [list, s]}, {without, [list, s]}].

%% One argument in twenty is of no fitting kind.
arg(M, Kind) ->
    case rand:uniform(20) of
        1 -> pick([a, 17, [], {x}, [1 | x], #{}, fun() -> 1 end, 1.5, {1, 2}, [{1, 2, 3}, a]]);
        _ -> value(Kind, M)
    end.

value(s, array) -> array(rand:uniform(6));
value(s, M) -> state(M, size());
value(states, M) -> [state(M, size()) || _ <- lists:seq(1, rand:uniform(4))];
value(key, _) -> key();
value(any, _) -> pick([1, 2.5, a, [], [x], "text", {p, q}]);
value(small, _) -> rand:uniform(30) - 5;
value(index, _) -> pick([rand:uniform(10), rand:uniform(30), rand:uniform(120), rand:uniform(1200)]) - 1;
value(list, _) -> keys(size());
value(pairs, _) -> [{K, I} || {I, K} <- lists:enumerate(keys(size()))];
value(rising, M) when M =:= array -> [{I, I} || I <- lists:usort(gaps()), I >= 0];
value(rising, gb_sets) -> lists:usort(keys(size()));
value(rising, _) -> [{K, v} || K <- lists:usort(keys(size()))];
value(version, _) -> pick([[], [{version, 1}], [{version, 2}], [{version, 2}, x], [{version, 3}]]);
value(default, _) -> pick([0, undefined, a]);
value(options, _) ->
    pick([[], fixed, 7, {size, 11}, {default, 0}, [{size, 100}, {fixed, false}, {default, -1}], [{fixed, true}],
          [fixed, {default, x}], [5, {size, 105}], x, [{size, -1}], [{fixed, 1}]]);
value(iterator, maps) ->
    Small = state(maps, rand:uniform(32)),
    pick([maps:iterator(Small), maps:next(maps:iterator(Small)), none]);
value(iterator, M) -> M:iterator(state(M, size()));
value(Fun, _) -> function(Fun).

function(fun1) -> pick([fun(X) -> {X} end, fun(X) -> erlang:phash2(X, 3) end, fun(X) -> X + 1 end]);
function(fun2) -> pick([fun(A, B) -> {A, B} end, fun(_, B) -> [B] end, fun(A, B) -> A + B end]);
function(fun3) -> pick([fun(A, B, C) -> {A, B, C} end, fun(_, A, B) -> [A | B] end]);
function(acc2) -> fun(A, Acc) -> [A | Acc] end;
function(acc3) -> fun(A, B, Acc) -> [{A, B} | Acc] end;
function(keep1) -> pick([fun(X) -> erlang:phash2(X, 2) =:= 0 end, fun(_) -> true end, fun(_) -> false end,
                         fun is_atom/1, fun(X) -> erlang:phash2(X, 9) =:= 0 end, fun(X) -> X end]);
function(keep2) -> pick([fun(X, _) -> erlang:phash2(X, 2) =:= 0 end, fun(_, _) -> true end,
                         fun(_, _) -> false end, fun(X, Y) -> X > Y end, fun(X, _) -> X end]);
function(lists1) -> fun(X) -> lists:nth(erlang:phash2(X, 5) + 1, [true, false, [], [X, X], [X]]) end;
function(maybe1) -> fun(X) -> lists:nth(erlang:phash2(X, 3) + 1, [true, false, {true, {X}}]) end;
function(maybe2) -> fun(X, _) -> lists:nth(erlang:phash2(X, 4) + 1, [true, false, {true, {X}}, {true, X}]) end.

pick(L) -> lists:nth(rand:uniform(length(L)), L).

size() -> pick([0, 1, 2, 3, rand:uniform(12), rand:uniform(30), rand:uniform(120), rand:uniform(400)]).

keys(N) -> [key() || _ <- lists:seq(1, N)].

key() ->
    N = rand:uniform(200),
    pick([N, N, N, N, float(N), {N}, integer_to_list(N), -N, N bsl 60, [N, 1000], list_to_atom([$a + N rem 26])]).

gaps() -> [pick([rand:uniform(20), rand:uniform(100), 10 * rand:uniform(40), rand:uniform(3000)]) - 1
           || _ <- lists:seq(1, size())].

%% What OTP makes of some keys, of which some go again.
state(dict, N) ->
    Full = lists:foldl(fun(K, D) -> dict:store(K, pick([1, [a]]), D) end, dict:new(), keys(N)),
    lists:foldl(fun dict:erase/2, Full, some(dict:fetch_keys(Full)));
state(sets, N) ->
    Full = sets:from_list(keys(N), [{version, pick([1, 1, 2])}]),
    lists:foldl(fun sets:del_element/2, Full, some(sets:to_list(Full)));
state(gb_trees, N) ->
    Full = lists:foldl(fun(K, T) -> gb_trees:enter(K, K, T) end, gb_trees:empty(), ordered(keys(N))),
    lists:foldl(fun gb_trees:delete/2, Full, some(gb_trees:keys(Full)));
state(gb_sets, N) ->
    Full = lists:foldl(fun gb_sets:add/2, gb_sets:new(), ordered(keys(N))),
    lists:foldl(fun gb_sets:delete/2, Full, some(gb_sets:to_list(Full)));
state(queue, N) ->
    Full = lists:foldl(fun(K, Q) -> case pick([r, r, f]) of
                                        r -> queue:in(K, Q);
                                        f -> queue:in_r(K, Q)
                                    end end, queue:new(), keys(N)),
    pick([Full, Full, {keys(rand:uniform(3)), []}, {[], keys(rand:uniform(3))},
          lists:foldl(fun(_, Q) -> element(2, queue:out(Q)) end, Full, some(lists:seq(1, N)))]);
state(maps, N) ->
    maps:from_list([{K, pick([1, a])} || K <- keys(N)]).

array(1) -> array:from_list(keys(size()));
array(2) -> array:from_orddict([{I, I} || I <- lists:usort(gaps())], pick([undefined, 0]));
array(3) -> array:new(value(index, array), [{default, pick([undefined, 0])}, {fixed, pick([true, false])}]);
array(4) -> array:resize(value(index, array), array(2));
array(5) -> lists:foldl(fun(I, A) -> array:set(I, I, A) end, array:new({default, 0}), gaps());
array(6) -> lists:foldl(fun(I, A) -> array:reset(I, A) end, array(5), gaps()).

some(L) ->
    N = pick([0, 2, 3, 30]),
    [X || X <- L, rand:uniform(30) =< N].

ordered(L) ->
    case rand:uniform(3) of
        1 -> L;
        2 -> lists:sort(L);
        3 -> lists:reverse(lists:sort(L))
    end.
