%% Sequences of operations on tables of every type, the same on every run.
-module(ets_random).
-export([main/0]).

main() ->
    lists:foreach(fun(Type) -> run(Type) end,
                  [[set], [ordered_set], [bag], [duplicate_bag], [set, {keypos, 2}], [ordered_set, {keypos, 2}]]).

run(Options) ->
    io:format("~w~n", [Options]),
    lists:foreach(fun(Seed) -> round(Options, Seed) end, lists:seq(1, 6)).

round(Options, Seed) ->
    Table = ets:new(table, Options),
    steps(Table, 120, Seed * 7919 + 13),
    io:format("  ~w: ~w ~w~n", [Seed, ets:info(Table, size), ets:tab2list(Table)]),
    ets:delete(Table).

steps(_, 0, _) -> ok;
steps(Table, N, Random0) ->
    {Which, Random1} = next(Random0, 22),
    {A, Random2} = value(Random1),
    {B, Random3} = value(Random2),
    {C, Random4} = next(Random3, 5),
    Result = try step(Which, Table, A, B, C) of
                 Value -> Value
             catch
                 error:Reason -> {error, Reason}
             end,
    io:format("    ~w ~w ~w ~w -> ~w~n", [Which, A, B, C, Result]),
    steps(Table, N - 1, Random4).

next(Random, Range) ->
    Next = (Random * 1103515245 + 12345) rem 2147483648,
    {Next div 65536 rem Range, Next}.

value(Random0) ->
    {Kind, Random} = next(Random0, 12),
    {element(Kind + 1, {1, 2, 3, 4, 1.0, 2.5, [1], "abc", {1, 2}, [], -7, 1 bsl 70}), Random}.

step(0, T, A, B, _) -> ets:insert(T, {A, B, 0});
step(1, T, A, B, C) -> ets:insert(T, {A, B, C});
step(2, T, A, B, C) -> ets:insert(T, {A, C, B});
step(3, T, A, B, C) -> ets:insert(T, [{A, C, B}, {B, C, A}, {A, C + 1, C}]);
step(4, T, A, B, C) -> ets:insert_new(T, {A, B, C});
step(5, T, A, B, C) -> ets:insert_new(T, [{A, C, B}, {B, A, C}]);
step(6, T, A, _, _) -> ets:lookup(T, A);
step(7, T, A, _, C) -> ets:lookup_element(T, A, C);
step(8, T, A, _, _) -> ets:member(T, A);
step(9, T, A, _, _) -> ets:delete(T, A);
step(10, T, A, B, C) -> ets:delete_object(T, {A, C, B});
step(11, T, A, _, _) -> ets:take(T, A);
step(12, T, A, _, C) -> ets:update_counter(T, A, {C, 3});
step(13, T, A, B, C) -> ets:update_counter(T, A, [{3, 1}, {3, C, 4, 0}], {A, B, 1});
step(14, T, A, B, C) -> ets:update_element(T, A, {C, B});
step(15, T, A, _, _) -> ets:next(T, A);
step(16, T, A, _, _) -> ets:prev(T, A);
step(17, T, A, _, _) -> {ets:match(T, {A, '$1', '$2'}), ets:match_object(T, {'_', A, '_'})};
step(18, T, A, _, C) -> ets:select(T, [{{'$1', '$2', '$3'}, [{'>', '$3', C}, {'=/=', '$1', {const, A}}], ['$$']}]);
step(19, T, _, _, C) -> ets:select_delete(T, [{{'_', C, '_'}, [], [true]}]);
step(20, T, _, _, C) -> limited(ets:select(T, [{'$1', [], ['$1']}], C + 1));
step(21, T, _, B, C) -> ets:select_count(T, [{{'_', '_', C}, [], [true]}, {{'_', '_', B}, [], [true]}]).

limited('$end_of_table') -> [];
limited({Objects, Continuation}) -> [Objects | limited(ets:select(Continuation))].
