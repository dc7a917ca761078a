-module(ets_key_ranges).
-export([main/0]).

%% Patterns of which only the beginning of the key is bound, in tables in the order of their keys.
main() ->
    kinds(),
    hands(),
    random(400, 7),
    changes(),
    maps(),
    large().

keys() ->
    [0, 1, 2.0, -3, 1 bsl 70, a, b, '_x', {}, {1}, {1.0, 2}, {1, 3}, {1, a}, {1, {}}, {1, []}, {1, "x"}, {2, 0}, {2, b},
     {2, 1, 1}, {2, 1, 2}, {2, 1, 2.5}, {2, 2, x}, {a, b}, {a, c}, {b, b}, {{1, 2}, 3}, {{1, 2}, 4}, {{1, 3}, 4},
     {{2, 1}, 4}, {[1], 2}, {[1, 2], 2}, {<<"k">>, 1}, {<<"k">>, 2}, {#{x => 1}, 1}, {#{x => 1}, 2}, {#{x => 2}, 1},
     [], [1], [1, 2], [1, 2, 3], [1, 3], [1 | 2], [[1], 2], [[1, 2], 2], "ab", "abc", "abd", "b", [{1, 2}, x],
     [{1, 3}, x], #{}, #{a => 1}, #{a => 2, b => 1}, <<>>, <<"k">>].

table() ->
    T = ets:new(t, [ordered_set, public]),
    ets:insert(T, [{K, N} || {K, N} <- lists:zip(keys(), lists:seq(1, length(keys())))]),
    T.

hands() ->
    [io:format("~w~n", [{P, shown(table(), [{{P, '$9'}, [], ['$9']}])}])
     || P <- [{1, '_'}, {'_', 2}, {'$1', '$1'}, {1, '$1'}, {1.0, '_'}, {2, '_', '_'}, {2, 1, '_'}, {2, '_', 2}, {{1, '_'}, '_'},
              {{1, '_'}, 4}, {{1, 2}, '_'}, {{'_', '_'}, 4}, {[1 | '_'], 2}, {<<"k">>, '_'}, {#{x => 1}, '_'},
              {#{x => '_'}, 1}, [1 | '_'], [1, 2 | '_'], [1, '_'], [1, '_', 3], ['_', 2], [[1 | '_'] | '_'], "ab" ++ '_',
              [{1, '_'} | '_'], ['_' | '_'], {'_'}, {}, '_', '$1', #{}, #{a => '_'}, {3, '_'}, {z, '_', '_', '_'}]],
    Several = [[{{{1, '_'}, '$9'}, [], ['$9']}, {{{2, 1, '_'}, '$9'}, [], ['$9']}],
               [{{{1, '_'}, '$9'}, [], ['$9']}, {{[1 | '_'], '$9'}, [{'>', '$9', 40}], ['$9']}],
               [{{5, '$9'}, [], ['$9']}, {{{a, '_'}, '$9'}, [], ['$9']}],
               [{{{a, '_'}, '$9'}, [], ['$9']}, {'_', [], [x]}],
               [{{{a, '_'}, '$9'}, [], ['$9']}, {{'_', '$9'}, [{'<', '$9', 5}], ['$9']}]],
    [io:format("~w~n", [shown(table(), Spec)]) || Spec <- Several].

shown(T, Spec) ->
    Found = ets:select(T, Spec),
    Found = lists:reverse(ets:select_reverse(T, Spec)),
    Parts = [parts(ets:select(T, Spec, Limit), fun ets:select/1) || Limit <- [1, 2, 3, 100]],
    Back = [parts(ets:select_reverse(T, Spec, Limit), fun ets:select_reverse/1) || Limit <- [1, 2, 3, 100]],
    [Found] = lists:usort([lists:append(P) || P <- Parts] ++ [lists:reverse(lists:append(P)) || P <- Back]),
    {Found, [length(P) || P <- Parts ++ Back]}.

parts('$end_of_table', _) -> [];
parts({L, C}, Next) -> [L | parts(Next(C), Next)].

%% What is found in an order is what a walk through a list of all objects finds.
random(0, S) -> io:format("~w~n", [S]);
random(N, S0) ->
    {Key, S1} = pick(keys(), S0),
    {Pattern, S2} = pattern(Key, S1),
    T = table(),
    Spec = [{{Pattern, '$99'}, [], ['$_']}],
    Found = ets:select(T, Spec),
    Found = ets:match_object(T, {Pattern, '$99'}),
    Found = case has_variable(Pattern) of
                true -> ets:match_spec_run(ets:tab2list(T), ets:match_spec_compile(Spec));
                false -> ets:lookup(T, Key) -- [O || {K, _} = O <- ets:lookup(T, Key), K =/= Key]
            end,
    Count = length(Found),
    Count = length(ets:match(T, {Pattern, '_'})),
    Counted = [{{Pattern, '_'}, [], [true]}],
    Count = ets:select_count(T, Counted),
    All = ets:tab2list(T),
    Count = ets:select_delete(T, Counted),
    Left = ets:tab2list(T),
    Left = All -- Found,
    ets:delete(T),
    random(N - 1, (S2 * 31 + erlang:phash2([Number || {_, Number} <- Found])) rem 1000003).

has_variable([H | T]) -> has_variable(H) orelse has_variable(T);
has_variable(T) when is_tuple(T) -> has_variable(tuple_to_list(T));
has_variable(T) -> lists:member(T, ['_', '$1', '$2']).

pattern(Term, S) ->
    case roll(S, 4) of
        {0, S1} ->
            {V, S2} = pick(['_', '$1', '$2'], S1),
            {V, S2};
        {_, S1} -> inside(Term, S1)
    end.

inside([H | T], S0) ->
    {H1, S1} = pattern(H, S0),
    {T1, S2} = pattern(T, S1),
    {[H1 | T1], S2};
inside(Tuple, S0) when is_tuple(Tuple) ->
    {L, S} = lists:mapfoldl(fun pattern/2, S0, tuple_to_list(Tuple)),
    {list_to_tuple(L), S};
inside(Map, S) when is_map(Map) -> {maps:map(fun(_, V) -> V end, Map), S};
inside(Term, S) -> {Term, S}.

pick(L, S0) ->
    {N, S} = roll(S0, length(L)),
    {lists:nth(N + 1, L), S}.

roll(S, N) ->
    S1 = (S * 1103515245 + 12345) band 16#7fffffff,
    {(S1 bsr 8) rem N, S1}.

%% Other operations, and tables of other kinds, whose keys stand elsewhere in the objects.
kinds() ->
    [begin
         T = ets:new(t, [Kind, {keypos, 2}]),
         ets:insert(T, [{X, {X rem 3, X}, y} || X <- lists:seq(1, 12)]),
         R = lists:sort(ets:select(T, [{{'$1', {1, '_'}, '_'}, [], ['$1']}])),
         M = lists:sort(ets:match(T, {'$1', {'_', 5}, '_'})),
         ets:match_delete(T, {'_', {2, '_'}, '_'}),
         io:format("~w ~w~n", [Kind, {R, M, lists:sort(ets:tab2list(T))}])
     end || Kind <- [set, ordered_set, bag, duplicate_bag]].

changes() ->
    T = ets:new(t, [ordered_set, public]),
    ets:insert(T, [{{X rem 5, X}, X} || X <- lists:seq(1, 20)]),
    R = ets:select_replace(T, [{{{2, '$1'}, '$2'}, [], [{{{{2, '$1'}}, {'*', '$2', 100}}}]}]),
    D = ets:select_delete(T, [{{{3, '_'}, '$1'}, [{'>', '$1', 9}], [true]}, {{{4, 9}, '_'}, [], [true]}]),
    io:format("~w~n", [{R, D, ets:tab2list(T)}]),
    %% What comes and goes between two parts.
    {[A], C} = ets:select(T, [{{{1, '_'}, '$1'}, [], ['$1']}], 1),
    ets:delete(T, {1, 1}),
    ets:insert(T, [{{1, 0}, zero}, {{1, 7}, seven}, {{2, 0}, two}]),
    io:format("~w~n", [{A, parts(ets:select(C), fun ets:select/1)}]).

%% A map in a key that is bound as a whole stands for itself, elsewhere for all that have what it has.
maps() ->
    [begin
         T = ets:new(t, [Kind]),
         ets:insert(T, [{#{}, 0}, {#{x => 1}, 1}, {#{x => 1, y => 2}, 2}, {{#{x => 1}, 1}, 3}, {{#{x => 1, y => 2}, 2}, 4},
                        {{#{x => 1, y => {3}}, 2}, 5}, {[#{x => 1, y => 2}, 2], 6}, {{0, #{x => 1, y => 2}, 2}, 7},
                        {{0, #{x => 1}, 2}, 8}]),
         [io:format("~w~n", [{Kind, P, lists:sort(ets:select(T, [{{P, '$9'}, [], ['$9']}]))}])
          || P <- [#{}, #{x => 1}, #{x => '_'}, {#{x => 1}, '_'}, {#{x => 1}, 2}, {#{x => 1, y => 2}, 2}, {#{x => '_'}, '_'},
                   [#{x => 1} | '_'], {'_', #{x => 1}, '_'}, {0, #{x => 1}, '_'}, {#{y => {'_'}}, '_'}, {#{y => {3}}, '_'}]],
         [io:format("~w~n", [try ets:select_replace(T, [{Head, [], [Body]}]) catch error:Reason -> Reason end])
          || {Head, Body} <- [{{#{x => 1}, '_'}, {const, {#{x => 1}, new}}}, {{#{}, '_'}, {{#{}, new}}},
                              {{{#{x => 1}, 1}, '_'}, {{{{#{x => 1}, 1}}, new}}}, {{#{x => 1}, '_'}, {{{const, #{x => 1}}, new}}},
                              {{{a, '$1'}, '_'}, {{{{a, '$1'}}, new}}}]]
     end || Kind <- [set, ordered_set]].

large() ->
    T = ets:new(t, [ordered_set, public]),
    ets:insert(T, [{{X rem 1000, X}, X} || X <- lists:seq(1, 60000)]),
    io:format("~w~n", [{ets:select_count(T, [{{{'_', 7}, '_'}, [], [true]}]),
                        length(ets:match(T, {{17, '$1'}, '_'})),
                        lists:sum(ets:select(T, [{{{999, '_'}, '$1'}, [], ['$1']}])),
                        ets:select_delete(T, [{{{0, '_'}, '_'}, [], [true]}, {{{500, '_'}, '_'}, [], [true]}]),
                        ets:info(T, size)}]).
