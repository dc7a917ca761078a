%% Many objects in all kinds of tables that grow, shrink and are fixed: their order is that of the chains.
-module(ets_chains).
-export([main/0]).

main() ->
    [io:format("~w~n", [{Kind, Keys, grown(Kind, Keys)}]) || Kind <- kinds(), Keys <- [numbers, lists, floats]],
    [io:format("~w~n", [{Kind, fixed(Kind)}]) || Kind <- kinds()],
    io:format("~w~n", [counted()]),
    io:format("~w~n", [deleted_meanwhile()]).

kinds() -> [set, bag, duplicate_bag, ordered_set].

key(numbers, N) -> N * 7919 rem 10007;
key(lists, N) -> [N rem 97, {N rem 1009}];
key(floats, N) -> (N rem 2003) / 2.

%% Digests of the whole table on the way up and on the way down.
grown(Kind, Keys) ->
    Table = ets:new(table, [Kind]),
    Up = [begin insert(Table, Keys, N), digest(Table) end || N <- lists:seq(1, 6)],
    Down = [begin delete(Table, Keys, N), content(Table) end || N <- lists:seq(1, 6)],
    ets:delete(Table),
    {Up, Down}.

digest(Table) -> {ets:info(Table, size), erlang:phash2(ets:tab2list(Table))}.

%% Without the order: when tables become smaller is not said anywhere.
content(Table) -> {ets:info(Table, size), erlang:phash2(lists:sort(ets:tab2list(Table)))}.

insert(Table, Keys, Round) ->
    [ets:insert(Table, {key(Keys, N), Round, N rem 3}) || N <- lists:seq(Round * 500, Round * 1500)].

delete(Table, Keys, Round) ->
    [ets:delete(Table, key(Keys, N)) || N <- lists:seq(Round * 400, Round * 1000)],
    [ets:delete_object(Table, {key(Keys, N), Round, 1}) || N <- lists:seq(1, 9000, 7)],
    [ets:take(Table, key(Keys, N)) || N <- lists:seq(Round, 9000, 50)].

%% What is deleted under a walk and inserted again.
fixed(Kind) ->
    Table = ets:new(table, [Kind]),
    insert(Table, numbers, 2),
    ets:safe_fixtable(Table, true),
    Before = length(walk(ets:first(Table), Table)),
    [ets:delete(Table, key(numbers, N)) || N <- lists:seq(1, 3000, 2)],
    Between = {ets:info(Table, size), length(walk(ets:first(Table), Table))},
    insert(Table, numbers, 3),
    ets:select_delete(Table, [{{'_', 3, 1}, [], [true]}]),
    During = digest(Table),
    ets:safe_fixtable(Table, false),
    {Before, Between, During, digest(Table), length(walk(ets:first(Table), Table))}.

walk('$end_of_table', _) -> [];
walk(Key, Table) -> [Key | walk(ets:next(Table, Key), Table)].

counted() ->
    Table = ets:new(table, [set]),
    [ets:insert(Table, {N, 0, 1 bsl 59, a}) || N <- lists:seq(1, 1000)],
    [ets:update_counter(Table, N rem 1000 + 1, {2, N}) || N <- lists:seq(1, 5000)],
    [ets:update_counter(Table, N rem 1000 + 1, {3, 1 bsl 58}) || N <- lists:seq(1, 9000)],
    Wrong = [catch_error(fun() -> ets:update_counter(Table, Key, Change) end) ||
        {Key, Change} <- [{1, {1, 1}}, {1, {4, 1}}, {1, {5, 1}}, {1, {0, 1}}, {1, {2, a}}, {0, {2, 1}}]],
    {ets:lookup(Table, 17), ets:update_counter(Table, 17, {2, 1}), ets:update_counter(Table, 17, {3, -(1 bsl 62)}),
        digest(Table), Wrong}.

catch_error(Fun) ->
    try Fun() catch error:Reason -> Reason end.

%% A table that is known by its name is deleted and made again, many times.
deleted_meanwhile() ->
    [begin
        named = ets:new(named, [named_table]),
        Other = ets:new(other, []),
        true = ets:insert(named, {N, N}),
        true = ets:insert(Other, {N, ets:lookup(named, N)}),
        ets:rename(named, renamed),
        badarg = catch_error(fun() -> ets:lookup(named, N) end),
        [{N, N}] = ets:lookup(renamed, N),
        ets:delete(renamed),
        badarg = catch_error(fun() -> ets:lookup(renamed, N) end),
        [{N, [{N, N}]}] = ets:lookup(Other, N),
        ets:delete(Other),
        badarg = catch_error(fun() -> ets:lookup(Other, N) end)
    end || N <- lists:seq(1, 50)].
