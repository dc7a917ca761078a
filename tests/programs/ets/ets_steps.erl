%% Walks by single steps through tables that change meanwhile, and objects that are written over.
-module(ets_steps).
-export([main/0]).

main() ->
    [walks(Type, Keys) || Type <- [ordered_set, set], Keys <- [numbers(), atoms(), tuples(), binaries()]],
    two_walks(),
    changes_between(),
    equal_keys(),
    ends(),
    written_over(),
    new_ones(),
    fixed().

numbers() -> lists:seq(1, 200).
atoms() -> [list_to_atom("a" ++ integer_to_list(N)) || N <- numbers()].
tuples() -> [{N rem 7, N} || N <- numbers()].
binaries() -> [list_to_binary(["key ", integer_to_list(N)]) || N <- numbers()].

table(Type, Keys) ->
    T = ets:new(table, [Type]),
    ets:insert(T, [{Key, N} || {Key, N} <- lists:zip(Keys, lists:seq(1, length(Keys)))]),
    T.

%% All steps in both ways, and the steps from anywhere.
walks(Type, Keys) ->
    T = table(Type, Keys),
    All = forwards(T, ets:first(T)),
    Back = backwards(T, ets:last(T)),
    true = lists:sort(All) =:= lists:sort(Keys),
    true = lists:sort(Back) =:= lists:sort(Keys),
    io:format("~p ~p ~p~n", [Type, Type =:= ordered_set andalso All =:= lists:reverse(Back), length(All)]),
    Jumps = [{ets:next(T, K), ets:prev(T, K)} || K <- lists:reverse(Keys)],
    io:format("~p~n", [erlang:phash2({Jumps, All, Back})]).

forwards(_, '$end_of_table') -> [];
forwards(T, K) -> [K | forwards(T, ets:next(T, K))].

backwards(_, '$end_of_table') -> [];
backwards(T, K) -> [K | backwards(T, ets:prev(T, K))].

%% One forwards and one backwards, in turns, and one through another table.
two_walks() ->
    T = table(ordered_set, numbers()),
    U = table(ordered_set, tuples()),
    io:format("~p~n", [erlang:phash2(in_turns(T, ets:first(T), ets:last(T), U, ets:first(U)))]).

in_turns(_, '$end_of_table', '$end_of_table', _, _) -> [];
in_turns(T, A, B, U, C) -> [{A, B, C} | in_turns(T, ets:next(T, A), ets:prev(T, B), U, ets:next(U, C))].

%% What comes next is there now, and what has gone is not met.
changes_between() ->
    T = ets:new(table, [ordered_set]),
    [ets:insert(T, {N * 10, N}) || N <- lists:seq(1, 100)],
    io:format("~w~n", [changing(T, ets:first(T), 0)]),
    io:format("~w~n", [forwards(T, ets:first(T))]),
    U = table(ordered_set, binaries()),
    io:format("~p ~p~n", [erlang:phash2(deleting(U, ets:first(U))), ets:info(U, size)]).

changing(_, '$end_of_table', _) -> [];
changing(T, K, N) ->
    case N rem 5 of
        1 -> ets:insert(T, {K + 5, new});
        2 -> ets:delete(T, ets:next(T, K));
        3 -> ets:delete(T, K);
        4 -> ets:insert(T, {K, changed});
        0 -> ok
    end,
    [K | changing(T, ets:next(T, K), N + 1)].

deleting(_, '$end_of_table') -> [];
deleting(T, K) ->
    Next = ets:next(T, K),
    ets:delete(T, K),
    [K | deleting(T, Next)].

%% 1 and 1.0 are one key of a table with an order, and the newest stands there.
equal_keys() ->
    T = ets:new(table, [ordered_set]),
    ets:insert(T, [{N, N} || N <- lists:seq(1, 9)]),
    [ets:insert(T, {float(N), N}) || N <- [2, 4, 6]],
    ets:insert(T, {4, again}),
    io:format("~p~n", [forwards(T, ets:first(T))]),
    io:format("~p~n", [[{ets:next(T, K), ets:prev(T, K)} || K <- [0, 1, 1.0, 1.5, 2, 2.0, 8.5, 9, 9.0, 10, a]]]),
    io:format("~p~n", [ets:tab2list(T)]),
    ets:insert(T, {1 bsl 70, big}),
    io:format("~p ~p~n", [ets:next(T, 9), ets:next(T, float(1 bsl 70))]).

ends() ->
    T = ets:new(table, [ordered_set]),
    io:format("~p ~p ~p ~p~n", [ets:first(T), ets:last(T), ets:next(T, 1), ets:prev(T, 1)]),
    ets:insert(T, {1}),
    io:format("~p ~p ~p ~p~n", [ets:first(T), ets:last(T), ets:next(T, 1), ets:prev(T, 1)]),
    ets:insert(T, {2}),
    io:format("~p ~p ~p~n", [ets:next(T, 1), ets:next(T, 2), ets:next(T, 2)]),
    ets:delete_all_objects(T),
    io:format("~p ~p~n", [ets:next(T, 1), ets:prev(T, 2)]),
    U = ets:new(table, [set]),
    io:format("~p ~p ~p~n", [ets:first(U), ets:last(U), catch element(1, element(2, (catch ets:next(U, 1))))]).

%% An object in the place of one with its key: of the same size and of others.
written_over() ->
    [begin
         T = ets:new(table, [Type, {keypos, 2}]),
         Objects = [{1, k}, {2, k}, {a, k, b}, {[], k}, {"text", k}, {3, k}, {self, k, 1.5}, {x, k, y}, {4, other}],
         Seen = [begin
                     ets:insert(T, Object),
                     Before = ets:lookup(T, k),
                     true = ets:member(T, element(2, Object)),
                     {Before, ets:info(T, size)}
                 end || Object <- Objects],
         io:format("~p ~p~n", [Type, Seen]),
         io:format("~p~n", [[catch_error(fun() -> ets:insert(T, Wrong) end) || Wrong <- [{}, {1}, x, [{1}]]]])
     end || Type <- [set, ordered_set, bag, duplicate_bag]].

new_ones() ->
    [begin
         T = ets:new(table, [Type]),
         io:format("~p ~p~n", [Type, [ets:insert_new(T, Object)
                                      || Object <- [{a, 1}, {a, 2}, {b, "text"}, {b, 1}, {"key", 1}, {"key", 2}, {c},
                                                    [{d, 1}, {a, 3}], [{d, 1}, {e, "text"}], {d, 2}]]]),
         io:format("~p~n", [lists:sort(ets:tab2list(T))]),
         io:format("~p~n", [[catch_error(fun() -> ets:insert_new(T, Wrong) end) || Wrong <- [{}, x, [{}]]]])
     end || Type <- [set, ordered_set, bag, duplicate_bag]].

%% In a table that somebody has fixed.
fixed() ->
    T = table(set, numbers()),
    ets:safe_fixtable(T, true),
    [ets:delete(T, N) || N <- lists:seq(1, 200, 3)],
    [ets:insert(T, {N, back}) || N <- lists:seq(1, 200, 6)],
    [ets:insert(T, {N, changed}) || N <- lists:seq(2, 200, 6)],
    Before = {ets:info(T, size), lists:sort(ets:tab2list(T)), length(forwards(T, ets:first(T)))},
    ets:safe_fixtable(T, false),
    io:format("~p~n", [erlang:phash2({Before, ets:info(T, size), lists:sort(ets:tab2list(T))})]).

catch_error(F) ->
    try F() of
        Value -> Value
    catch
        error:Reason -> Reason
    end.
