-module(ets_error_causes).
-export([main/0]).

%% What the errors of the functions of tables say beside `badarg`.
main() ->
    Set = ets:new(set, []),
    ets:insert(Set, {k, 1, x}),
    Bag = ets:new(bag, [bag]),
    ets:insert(Bag, {k, 1}),
    Gone = ets:new(gone, []),
    ets:delete(Gone),
    Me = self(),
    Other = spawn(fun() ->
        [ets:new(Name, [named_table, Name]) || Name <- [public, protected, private]],
        Me ! made,
        receive stop -> ok end
    end),
    receive made -> ok end,
    {Dead, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, _, _, _} -> ok end,
    All = [{'_', [], [true]}],
    Calls = [
        {insert, [protected, {a}]}, {insert, [Gone, {a}]}, {insert, [nobodys, x]}, {insert, [1, x]}, {insert, [Set, x]},
        {insert_new, [protected, {a}]}, {lookup, [private, a]}, {lookup, [Gone, a]}, {lookup, ["t", a]},
        {lookup_element, [Set, none, 1]}, {lookup_element, [Set, none, 8]}, {lookup_element, [Set, k, 8]},
        {lookup_element, [Set, none, 0]}, {lookup_element, [Bag, none, 1]}, {lookup_element, [Bag, k, 8]},
        {update_counter, [Set, none, 1]}, {update_counter, [Set, k, {3, 1}]}, {update_counter, [Set, k, {9, 1}]},
        {update_counter, [Set, k, [{2, 1}, {7, 1}]]}, {update_counter, [Set, k, {1, 1}]},
        {update_counter, [Set, none, {9, 1}, {9}]}, {update_counter, [Set, none, {1, 1}, {9}]},
        {update_counter, [Set, k, a]}, {update_counter, [Bag, k, 1]},
        {update_element, [Set, k, {1, 1}]}, {update_element, [Set, k, {9, 1}]}, {update_element, [Set, k, {0, 1}]},
        {update_element, [Set, k, x]}, {update_element, [Bag, k, {2, 1}]},
        {delete, [protected]}, {delete, [protected, a]}, {delete_object, [protected, {a}]},
        {delete_all_objects, [protected]}, {take, [protected, a]}, {member, [private, a]}, {member, [Gone, a]},
        {first, [Gone]}, {last, [Gone]}, {next, [Gone, a]}, {prev, [Gone, a]}, {slot, [Gone, 1]},
        {match, [Gone, '_']}, {match_object, [private, '_']}, {select, [Gone, All]}, {select, [Set, x]},
        {select_count, [private, All]}, {select_delete, [protected, All]}, {safe_fixtable, [private, true]},
        {new, [public, [named_table]]}, {new, [t, [x]]}, {new, ["t", []]}, {rename, [protected, t]},
        {give_away, [Set, Me, x]}, {give_away, [Set, Dead, x]}, {give_away, [Set, x, x]}, {give_away, [Gone, Me, x]},
        {give_away, [public, Other, x]}, {give_away, [public, Me, x]}, {give_away, [public, Dead, x]},
        {give_away, [protected, Me, x]}, {setopts, [protected, {heir, none}]}, {setopts, [Set, x]}
    ],
    [io:format("~w/~w: ~w~n", [Name, length(Args), cause(Name, Args)]) || {Name, Args} <- Calls],
    Other ! stop.

cause(Name, Args) ->
    try apply(ets, Name, Args) catch
        error:Reason:Stack ->
            [{ets, _, _, Info} | _] = Stack,
            {Reason, proplists:get_value(error_info, Info)}
    end.
