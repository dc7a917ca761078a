%% Tables so large that walks through them take several steps, while others change them.
-module(ets_large).
-export([main/0]).

main() ->
    [kind(Kind) || Kind <- [set, ordered_set, bag, duplicate_bag]],
    limits(),
    removed(),
    replaced(),
    [while_it_changes(Kind) || Kind <- [set, ordered_set, bag]],
    while_it_is_emptied(),
    while_it_is_deleted(),
    whoever_walks_is_killed(),
    writers_get_in(),
    memory().

pairs(From, To) -> [{Key, Key * 3} || Key <- lists:seq(From, To)].

table(Kind, Count) ->
    Table = ets:new(large, [Kind, public]),
    true = ets:insert(Table, pairs(1, Count)),
    Table.

kind(Kind) ->
    Table = table(Kind, 30000),
    All = ets:tab2list(Table),
    io:format("~p: ~p ~p~n", [Kind, length(All), lists:sort(All) =:= pairs(1, 30000)]),
    Even = [{{'$1', '$2'}, [{'=:=', {'rem', '$1', 2}, 0}], ['$2']}],
    io:format("~p ~p~n", [lists:sum(ets:select(Table, Even)), ets:select_count(Table, [{'_', [], [true]}])]),
    io:format("~p ~p~n", [length(ets:match(Table, {'$1', '_'})), length(ets:match_object(Table, {'_', '_'}))]),
    io:format("~p~n", [[ets:match(Table, {'$1', 30}), ets:match_object(Table, {'_', 33})]]),
    case Kind of
        ordered_set ->
            io:format("~p ~p~n", [All =:= pairs(1, 30000), ets:select_reverse(Table, [{'_', [], ['$_']}]) =:= lists:reverse(All)]);
        _ -> ok
    end,
    io:format("~p~n", [[ets:info(Table, size), ets:info(Table, fixed)]]),
    ets:delete(Table).

%% Few results among many objects, a few at a time.
limits() ->
    [begin
         Table = table(Kind, 40000),
         Spec = [{{'$1', '_'}, [{'=:=', {'rem', '$1', 7919}, 0}], ['$1']}],
         Found = some(ets:select(Table, Spec, 2)),
         io:format("~p ~w~n", [Kind, [length(Found), lists:max([length(Part) || Part <- Found]), lists:sort(lists:append(Found))]]),
         io:format("~w~n", [some(ets:select_reverse(Table, [{{40000, '_'}, [], ['$_']}], 5))]),
         io:format("~w~n", [ets:select(Table, [{{'$1', x}, [], ['$1']}], 1)]),
         io:format("~w~n", [[length(Part) || Part <- some(ets:match_object(Table, {'_', '_'}, 39999))]]),
         ets:delete(Table)
     end || Kind <- [set, ordered_set, duplicate_bag]].

some('$end_of_table') -> [];
some({Part, Continuation}) -> [Part | some(ets:select(Continuation))].

removed() ->
    [begin
         Table = table(Kind, 40000),
         io:format("~p ~p~n", [Kind, ets:select_delete(Table, [{{'$1', '_'}, [{'>', '$1', 100}, {'=/=', {'rem', '$1', 1000}, 0}], [true]}])]),
         io:format("~p ~p~n", [ets:info(Table, size), lists:sum([Key || {Key, _} <- ets:tab2list(Table)])]),
         io:format("~p~n", [ets:match_delete(Table, {'_', '_'})]),
         io:format("~p ~p~n", [ets:info(Table, size), ets:tab2list(Table)]),
         true = ets:insert(Table, pairs(1, 5)),
         io:format("~p~n", [lists:sort(ets:tab2list(Table))]),
         ets:delete(Table)
     end || Kind <- [set, ordered_set, bag, duplicate_bag]].

replaced() ->
    [begin
         Table = table(Kind, 40000),
         Count = ets:select_replace(Table, [{{'$1', '$2'}, [{'<', '$1', 30001}], [{{'$1', {'+', '$2', 1}}}]}]),
         Sum = lists:sum([Value || {_, Value} <- ets:tab2list(Table)]),
         io:format("~p ~p ~p~n", [Kind, Count, Sum - 3 * 40000 * 40001 div 2]),
         ets:delete(Table)
     end || Kind <- [set, ordered_set, duplicate_bag]].

%% Objects that are there all the time are met once, whatever comes and goes.
while_it_changes(Kind) ->
    Table = table(Kind, 20000),
    Others = [spawn_monitor(fun() -> change(Table, 20000 + 1000000 * N, 0) end) || N <- [1, 2]],
    Once = [begin
                Keys = lists:sort([Key || {Key, _} <- ets:tab2list(Table), Key =< 20000]),
                Selected = ets:select(Table, [{{'$1', '_'}, [{'=<', '$1', 20000}], ['$1']}]),
                Counted = ets:select_count(Table, [{{'$1', '_'}, [{'=<', '$1', 20000}], [true]}]),
                Kind =:= bag orelse
                    (20000 = ets:select_replace(Table, [{{'$1', '$2'}, [{'=<', '$1', 20000}], [{{'$1', {'+', '$2', 1}}}]}])),
                0 = ets:select_delete(Table, [{{'$1', '_'}, [{'<', '$1', 0}], [true]}]),
                {Keys =:= lists:seq(1, 20000), lists:sort(Selected) =:= Keys, Counted}
            end || _ <- lists:seq(1, 10)],
    io:format("~p ~p~n", [Kind, lists:usort(Once)]),
    [begin exit(Pid, kill), receive {'DOWN', Ref, _, _, _} -> ok end end || {Pid, Ref} <- Others],
    Values = lists:sum([Value || {Key, Value} <- ets:tab2list(Table), Key =< 20000]),
    io:format("~p~n", [Values - 3 * 20000 * 20001 div 2]),
    ets:delete(Table).

change(Table, From, N) ->
    [ets:insert(Table, {From + X, N}) || X <- lists:seq(1, 500)],
    [ets:delete(Table, From + X) || X <- lists:seq(1, 500), X rem 50 =/= 0],
    receive after N rem 2 -> ok end,
    change(Table, From + 500, N + 1).

while_it_is_emptied() ->
    Table = table(set, 50000),
    Self = self(),
    Walkers = [spawn_link(fun() -> Self ! {self(), lists:all(fun({Key, Value}) -> Value =:= Key * 3 end, ets:tab2list(Table))} end)
               || _ <- [1, 2, 3]],
    true = ets:delete_all_objects(Table),
    true = ets:insert(Table, pairs(1, 10)),
    io:format("~p~n", [[receive {Pid, Result} -> Result end || Pid <- Walkers]]),
    io:format("~p ~p~n", [ets:info(Table, size), ets:info(Table, fixed)]),
    ets:delete(Table).

while_it_is_deleted() ->
    Table = table(set, 50000),
    Self = self(),
    Walk = fun() ->
        Self ! {self(), try length(ets:tab2list(Table)) of 50000 -> gone catch error:badarg -> gone end}
    end,
    Walkers = [spawn_link(Walk) || _ <- [1, 2, 3]],
    erlang:yield(),
    true = ets:delete(Table),
    io:format("~p~n", [[receive {Pid, Result} -> Result end || Pid <- Walkers]]),
    io:format("~p~n", [ets:info(Table)]).

whoever_walks_is_killed() ->
    Table = table(set, 50000),
    [begin
         {Pid, Ref} = spawn_monitor(fun() -> walk(Table) end),
         receive after N rem 3 -> ok end,
         exit(Pid, kill),
         receive {'DOWN', Ref, _, _, Reason} -> killed = Reason end
     end || N <- lists:seq(1, 30)],
    settled(Table),
    [ets:delete(Table, Key) || Key <- lists:seq(1, 49990)],
    io:format("~p ~p~n", [ets:info(Table, size), lists:sort(ets:tab2list(Table))]),
    ets:delete(Table).

walk(Table) ->
    ets:tab2list(Table),
    ets:select_delete(Table, [{{'$1', '_'}, [{'<', '$1', 0}], [true]}]),
    walk(Table).

settled(Table) ->
    case ets:info(Table, fixed) of
        false -> ok;
        true -> receive after 1 -> settled(Table) end
    end.

writers_get_in() ->
    Table = table(set, 50000),
    Walkers = [spawn_monitor(fun() -> walk(Table) end) || _ <- [1, 2, 3]],
    [begin true = ets:insert(Table, {N, new}), receive after 0 -> ok end end || N <- lists:seq(50001, 50100)],
    [begin exit(Pid, kill), receive {'DOWN', Ref, _, _, _} -> ok end end || {Pid, Ref} <- Walkers],
    io:format("~p~n", [ets:info(Table, size)]),
    ets:delete(Table).

memory() ->
    [begin
         Table = ets:new(memory, [Kind, public]),
         Empty = ets:info(Table, memory),
         ets:insert(Table, pairs(1, 1000)),
         Full = ets:info(Table, memory),
         ets:insert(Table, [{Key, lists:seq(1, 10)} || Key <- lists:seq(1, 1000)]),
         Fuller = ets:info(Table, memory),
         ets:insert(Table, [{Key, x} || Key <- lists:seq(1, 1000)]),
         [ets:delete(Table, Key) || Key <- lists:seq(1, 1000)],
         io:format("~p ~p~n", [Kind, [Full - Empty > 5000, Fuller - Full > 10000, ets:info(Table, memory) < Fuller]]),
         ets:delete(Table)
     end || Kind <- [set, ordered_set, bag]].
