-module(ets_table).
-export([run/0]).

run() ->
    Table = ets:new(table, [set, public]),
    insert(200000, Table),
    200000 = ets:info(Table, size),
    look(600000, Table, 0),
    update(400000, Table),
    Ordered = ets:new(ordered, [ordered_set]),
    insert(60000, Ordered),
    60000 = walk(ets:first(Ordered), Ordered, 0),
    ets:delete(Table),
    ets:delete(Ordered).

insert(0, _) -> ok;
insert(N, Table) ->
    ets:insert(Table, {N, N * 2, value}),
    insert(N - 1, Table).

look(0, _, Sum) -> Sum;
look(N, Table, Sum) ->
    [{_, Value, _}] = ets:lookup(Table, N rem 200000 + 1),
    look(N - 1, Table, Sum + Value).

update(0, _) -> ok;
update(N, Table) ->
    ets:update_counter(Table, N rem 1000 + 1, {2, 1}),
    update(N - 1, Table).

walk('$end_of_table', _, Count) -> Count;
walk(Key, Table, Count) -> walk(ets:next(Table, Key), Table, Count + 1).
