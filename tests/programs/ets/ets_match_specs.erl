%% Match specifications: heads, guards, bodies.
-module(ets_match_specs).
-export([main/0]).

main() ->
    operators(),
    terms(),
    heads(),
    selections(),
    replacements(),
    compiled().

test(Body) ->
    Object = {1, [a, b], "x", 2.5, {q, w}},
    case ets:test_ms(Object, [{{'$1', '$2', '$3', '$4', '$5'}, [], [Body]}]) of
        {ok, Value} -> Value;
        {error, _} -> no_match_specification
    end.

operators() ->
    Unary = [abs, hd, length, node, round, size, tl, trunc, 'not', 'bnot', '-', '+', float, tuple_size, ceil,
             floor, is_atom, is_float, is_integer, is_list, is_number, is_pid, is_port, is_reference,
             is_tuple, is_function, is_boolean, list_to_atom, self, atom_to_list],
    [io:format("~w: ~w~n", [F, [test({F, V}) || V <- ['$1', '$2', '$3', '$4', '$5']]]) || F <- Unary],
    Binary = [element, max, min, '+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr', '>',
              '<', '>=', '=<', '==', '=:=', '=/=', '/=', 'and', 'or', 'xor', 'andalso', 'orelse',
              is_function, is_record],
    [io:format("~w: ~w~n", [F, [test({F, V, W}) || V <- ['$1', '$2', '$4', true], W <- [1, '$4', '$5', false]]])
     || F <- Binary],
    [io:format("~w: ~w~n", [F, test({F, true, true, true})])
     || F <- ['and', 'or', 'andalso', 'orelse', 'xor', is_record]].

terms() ->
    Terms = [{}, {{}}, {{{{}}, '$1'}}, '_', '$_', '$$', ['$1' | '$2'], {hd, '$1'}, {element, '$1', '$5'},
             {const, {a, '$1'}}, {foo, a}, '$9', {'andalso', '$1', true}, {'orelse', false, '$1'},
             {is_record, '$5', q, 2}, {'and', true, '$1'}, {'and', true}, "string", [["nested"], '$1'],
             [{const, {x}}], {1, 2}, {{1, 2}, 3}, {'andalso', true, 5}, {'or', false, false, true}],
    [io:format("~w: ~w~n", [T, test(T)]) || T <- Terms],
    io:format("~w~n", [is_pid(test({self}))]).

heads() ->
    Object = {1, [a, b], "x", 2.5, {q, w}},
    Heads = ['_', '$1', '$3', {'$2', '$1', '_', '_', '$1'}, {'$2', '$1', '_', '_', '$10'},
             {1.0, '_', '_', '_', '_'}, {1, '_', '_', '_', {'$1', '_'}}, {1, ['$1' | '$2'], [$x | '$100'], '_', '_'},
             foo, {1}, {'_', [a, '$0'], "x", 2.5, {'$0', w}}, {'_', ['$0', b], "x", 2.5, {q, '$7'}}],
    [io:format("~w: ~w~n", [H, ets:test_ms(Object, [{H, [], ['$$']}])]) || H <- Heads].

attempt(F) ->
    try F() catch error:R -> {error, R} end.

selections() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{N, N * N, [N]} || N <- lists:seq(1, 20)]),
    Specs = [[{{'$1', '$2', '_'}, [{'<', '$1', 4}], ['$2']}],
             [{{'$1', '$2', '_'}, [{'rem', '$1', 2}], ['$2']}],
             [{{'$1', '_', '_'}, [{'>', '$1', 18}, true], [{hd, '$1'}]}],
             [{{'$1', '$2', ['$1']}, [{'andalso', {'>', '$2', 300}, {is_integer, '$1'}}], [{{'$1', {'+', '$1', '$2'}}}]}],
             [{{5, '$1', '_'}, [], ['$_']}, {{'$1', 49, '_'}, [], [seven]}],
             [{{5, '$1', '_'}, [], ['$_']}, {{7, '_', '_'}, [], [seven]}],
             [{{5.0, '$1', '_'}, [], ['$_']}],
             [], [foo], [{foo, [], [no]}], [{{'$1', '_', '_'}, [], ['$3']}], [{{'$1', '_', '_'}, [], []}],
             [{'_', ['$1'], [1]}], [{'$1', [{'==', {element, 2, '$1'}, 100}], ['$1', last]}], no_list],
    [io:format("~w~n  ~w~n", [S, attempt(fun() -> ets:select(T, S) end)]) || S <- Specs],
    [io:format("~w~n", [attempt(fun() -> ets:select_reverse(T, S) end)]) || S <- lists:sublist(Specs, 4)],
    io:format("~w~n", [attempt(fun() -> ets:match(T, {'$2', '$1', '_'}) end)]),
    io:format("~w~n", [attempt(fun() -> ets:match(T, foo) end)]),
    io:format("~w~n", [attempt(fun() -> ets:match_object(T, {'_', 16, '_'}) end)]),
    io:format("~w~n", [attempt(fun() -> ets:match_delete(T, {'_', 16, '_'}) end)]),
    {First, Next} = ets:select(T, [{{'$1', '_', '_'}, [], ['$1']}], 7),
    {Second, Then} = ets:select(Next),
    io:format("~w ~w ~w~n", [First, Second, ets:select(Then)]),
    {Last, Before} = ets:select_reverse(T, [{{'$1', '_', '_'}, [], ['$1']}], 10),
    io:format("~w ~w~n", [Last, ets:select(Before)]),
    io:format("~w~n", [ets:match(T, {'$1', 4, '_'}, 3)]),
    io:format("~w~n", [[attempt(fun() -> ets:select(T, [{'_', [], [x]}], L) end) || L <- [0, -1, a]]]),
    io:format("~w~n", [ets:select('$end_of_table')]).

replacements() ->
    Specs = [[{{'$1', '$2'}, [], [{{'$1', 5}}]}], [{{'$1', '$2'}, [], [{{'$2', 5}}]}],
             [{{'$1', '$2'}, [], ['$_']}], [{{'$1', '$2'}, [], [foo]}],
             [{{'$1', '$2'}, [], [{{{element, 1, '$_'}, 6}}]}], [{{'$1', '$2'}, [], [{{'$1', '$2', 7}}]}],
             [{{a, '$2', '_'}, [], [{{a, '$2', 8}}]}], [{{a, '$2', '_'}, [], [{const, {a, b}}]}],
             [{{a, '$2'}, [], [{setelement, 2, '$_', b}]}]],
    lists:foreach(fun(Options) ->
                          T = ets:new(t, Options),
                          ets:insert(T, [{a, 1}, {b, 2}, {{c, 3}, 4}]),
                          [io:format("~w ~w~n", [attempt(fun() -> ets:select_replace(T, S) end),
                                                 lists:sort(ets:tab2list(T))]) || S <- Specs]
                  end, [[set], [ordered_set], [bag], [duplicate_bag]]).

compiled() ->
    Compiled = ets:match_spec_compile([{{'$1', '$2'}, [{'>', '$2', 1}], ['$1']}]),
    io:format("~w ~w~n", [ets:is_compiled_ms(Compiled), ets:is_compiled_ms(foo)]),
    io:format("~w~n", [ets:match_spec_run([{a, 1}, {b, 2}, {c}, {d, 3}], Compiled)]),
    io:format("~w~n", [attempt(fun() -> ets:match_spec_compile([{foo}]) end)]).
