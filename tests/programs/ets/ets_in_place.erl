-module(ets_in_place).
-export([main/0]).

%% Counters and elements that are changed in place or not, alone and in lists.
main() ->
    [counters(Kind) || Kind <- [set, ordered_set]],
    [elements(Kind) || Kind <- [set, ordered_set]],
    specs(),
    failures(),
    copies(),
    folds().

counters(Kind) ->
    Most = 1 bsl 59,
    [begin
         T = ets:new(t, [Kind]),
         ets:insert(T, {k, 1, 2, Most, 1.5, -5, a}),
         R = try ets:update_counter(T, k, Change) catch error:E -> E end,
         D = try ets:update_counter(T, other, Change, {x, 0, 0, 0, 0.0, 7}) catch error:E2 -> E2 end,
         io:format("~w~n", [{Kind, Change, R, D, ets:lookup(T, k), ets:lookup(T, other)}])
     end || Change <- [1, -1, {2, 5}, {3, -7}, {1, 1}, {5, 1}, {7, 1}, {8, 1}, {0, 1}, {-1, 1}, {2, a}, {2, 1.0}, [], [{2, 1}],
                       [{2, 1}, {3, 2}, {2, 10}], [{2, 1, 1, 0}, {2, 1, 1, 0}, {2, 1, 1, 0}], [{2, 1}, {5, 1}], [{2, 1} | x],
                       [1, 2], [{2, 1}, 3], {6, -1, -5, 9}, {6, 0, -6, 9}, {6, 0, 0, 9}, {6, 20, 10, Most}, {6, 20, 15, 3},
                       {4, Most}, {4, 1 bsl 62}, {4, -(1 bsl 63)}, [{4, 1 bsl 61}, {4, -(1 bsl 61)}], {4, 1 bsl 62, 1 bsl 60, 7},
                       {4, 1, 1 bsl 70, 0}, {2, 1 bsl 70, 5, 6}, {2, 1 bsl 70, 5, 1 bsl 70}, {2, 1, 5, a}, {2, 1, a, 5},
                       [{2, N} || N <- lists:seq(1, 8)], [{2, N} || N <- lists:seq(1, 9)], [{2, N, 10, 0} || N <- lists:seq(1, 30)],
                       {2, 1, 1}, {}, a]].

elements(Kind) ->
    [begin
         T = ets:new(t, [Kind]),
         ets:insert(T, {k, 1, "text", b}),
         R = try ets:update_element(T, k, Change) catch error:E -> E end,
         D = try ets:update_element(T, other, Change) catch error:E2 -> E2 end,
         io:format("~w~n", [{Kind, Change, R, D, ets:lookup(T, k)}])
     end || Change <- [{2, 5}, {2, "long"}, {3, c}, {1, k}, {5, x}, {0, x}, {4}, {2, 1, 1}, [], [{2, a}], [{2, a}, {2, b}],
                       [{2, a}, {4, {x}}], [{2, a}, {1, k}], [{2, a}, {5, b}], [{2, a} | b], [a], a]].

%% Guards and bodies.
specs() ->
    Values = [0, 1, -3, 2.0, 1.0, 1 bsl 59, -(1 bsl 59) - 1, 1 bsl 62, 1 bsl 70, a, {1, 2}, [1], <<"b">>],
    Objects = [{A, B} || A <- Values, B <- Values],
    [begin
         Guarded = [{{'$1', '$2'}, [{Op, '$1', '$2'}], ['$_']}],
         Made = [{{'$1', '$2'}, [], [{{'$1', {Op, '$1', '$2'}, [{Op, '$2', 1}]}}]}],
         Found = run(Objects, Guarded),
         io:format("~w ~w~n", [Op, {length(Found), erlang:phash2(Found), erlang:phash2(run(Objects, Made))}])
     end || Op <- ['<', '=<', '>', '>=', '==', '/=', '=:=', '=/=', '+', '-', '*', 'div', 'rem', 'band', 'xor']],
    [io:format("~w~n", [ets:test_ms(Object, Spec)])
     || {Object, Spec} <- [{{{1, x}, x}, [{{{1, '$1'}, '$1'}, [], ['$$']}]}, {{{1, x}, y}, [{{{1, '$1'}, '$1'}, [], ['$$']}]},
                           {{[a | b], b, {b}}, [{{['$3' | '$1'], '$1', {'$1'}}, [], [{{'$1', '$3'}}]}]},
                           {{[a | b], c}, [{{['$3' | '$1'], '$2'}, [], ['$$']}]}, {{}, [{{}, [], [x]}]},
                           {{1}, [{{1, '_'}, [], [x]}, {'$1', [], [['$1' | '$1']]}]}, {{1, 2}, [{'_', [], ['$_']}]},
                           {{1, 2}, [{{'$1', '$2'}, [], [[], x, {{'$2', '$1', {{}}, [], "text", {const, {1, [2]}}}}]}]},
                           {{1, 2}, [{{'$1', '$2'}, [], [[{hd, '$1'}], '$1']}]},
                           {{1, 2}, [{{'$1', '$2'}, [], [#{'$1' => {'+', '$2', 1}, k => ['$2']}]}]},
                           {{1, #{a => 1, b => #{c => 2}}}, [{{'$1', #{b => #{c => '$2'}}}, [], ['$$']}]},
                           {{1, 2, 3, 4, 5, 6, 7, 8}, [{{'$8', '$7', '$6', '$5', '$4', '$3', '$2', '$1'}, [], ['$$']}]},
                           {{1, 2, 3, 4, 5, 6, 7, 8}, [{{'$8', '$7', '_', '$5', '$4', '$3', '_', '$1'}, [],
                                                        [{{'$8', '$7', '$5', '$4', '$3', '$1', ['$8', '$7', '$5', '$4', '$3', '$1', x]}}]}]}]].

run(Objects, Spec) -> ets:match_spec_run(Objects, ets:match_spec_compile(Spec)).

% What raises in a body has a value, what raises in a guard fails.
failures() ->
    T = ets:new(t, []),
    ets:insert(T, {1, a}),
    Bodies = [[{{'$1', {'+', '$1', '$2'}}}], [{'+', '$1', '$2'}, '$1'], [{'+', {'+', '$2', 1}, 1}], [{'==', {'+',
              '$2', 1}, 'EXIT'}], [{'and', true, '$2'}], [{'and', false, '$2'}], [{'and', '$2', false}], [{'or', true,
              '$2'}], [{'andalso', '$2', true}], [[{'andalso', true, {hd, 1}}, x]], [[{'orelse', {hd, 1}, true}, x]],
              [{'or', {hd, 1}, true}], [#{k => {hd, 1}, {hd, 2} => 1}], [{'andalso', false, {hd, 1}}], [{'andalso',
              true, '$2'}], [{'andalso', true, '$2', true}], [{'or', false, '$2', true}], [{element, {hd, 1}, '$_'}],
              [{is_record, '$_', {hd, 1}, 2}], [{'orelse', '$2'}], [{'and', '$2'}], [{'and', {hd, 1}, false}],
              [{'xor', true, a}], [{'not', a}]],
    Guards = [[{'and', true, '$2'}], [{'or', true, '$2'}], [{'or', true, {hd, 1}}], [{'orelse', true, {hd, 1}}],
              [{'orelse', {hd, 1}, true}], [{'andalso', true, '$2'}], [{'orelse', '$2', true}], [{'or', '$2', true}]],
    [io:format("~w~n", [{B, ets:select(T, [{{'$1', '$2'}, [], B}]), ets:test_ms({1, a}, [{{'$1', '$2'}, [], B}])}]) || B <- Bodies],
    [io:format("~w~n", [{G, ets:select(T, [{{'$1', '$2'}, G, [true]}])}]) || G <- Guards].

%% What is found stays when its table goes.
copies() ->
    T = ets:new(t, [ordered_set]),
    Big = binary:copy(<<"x">>, 1000),
    ets:insert(T, [{X, {X, [X, "text", {X}]}, #{x => X, y => {"z"}}, Big, float(X), 1 bsl (100 + X)} || X <- lists:seq(1, 200)]),
    Spec = fun(Body) -> [{{'$1', '$2', '$3', '$4', '$5', '$6'}, [], [Body]}] end,
    Found = [ets:select(T, Spec(Body))
             || Body <- ['$_', '$$', '$2', {{'$2', '$3'}}, ['$4', '$5' | '$6'], #{'$2' => '$3'}, {element, 2, '$_'}, {hd, {tl, {element, 2, '$2'}}},
                         {map_get, y, '$3'}, {'orelse', {'<', '$1', 10}, '$2'}, {{{'+', '$6', 1}, {'+', '$5', 1}}}, [{{'$4'}}, [['$2']]]]],
    ets:delete(T),
    [erlang:garbage_collect() || _ <- [1, 2, 3]],
    io:format("~w~n", [[{length(F), erlang:phash2(F)} || F <- Found]]).

%% Functions that change the table that they walk through.
folds() ->
    [begin
         New = fun() -> T = ets:new(t, [Kind, public, {keypos, 2}]), ets:insert(T, [{X, X rem 7, {X}} || X <- lists:seq(1, 20)]), T end,
         All = fun(T, Fold) -> ets:Fold(fun(Object, L) -> [Object | L] end, [], T) end,
         io:format("~w~n", [{Kind, lists:sort(All(New(), foldl)), lists:sort(All(New(), foldr))}]),
         Kind =:= ordered_set andalso io:format("~w~n", [{All(New(), foldl), All(New(), foldr)}]),
         T = New(),
         Sum = ets:foldl(fun({X, K, _}, S) -> ets:delete(T, K), S + X end, 0, T),
         io:format("~w~n", [{Sum, ets:tab2list(T)}]),
         T3 = New(),
         io:format("~w~n", [try ets:foldl(fun(_, _) -> ets:delete(T3) end, 0, T3) catch error:R -> R end]),
         io:format("~w~n", [try ets:foldr(fun(_, _) -> throw(enough) end, 0, T) catch throw:W -> W end]),
         io:format("~w~n", [try ets:foldr(fun(_, _) -> throw(enough) end, 0, New()) catch throw:W2 -> W2 end])
     end || Kind <- [set, ordered_set, bag, duplicate_bag]],
    io:format("~w~n", [try ets:foldl(fun(_, A) -> A end, 0, none) catch error:E -> E end]).
