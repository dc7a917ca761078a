%% Tables: ownership, protection, names, heirs, walks, information.
-module(ets_tables).
-export([main/0]).

main() ->
    names(),
    protection(),
    owners(),
    heirs(),
    walks(),
    folds(),
    values(),
    errors(),
    many().

try_it(F) ->
    try F() catch Class:Reason -> {Class, Reason} end.

names() ->
    books = ets:new(books, [named_table]),
    io:format("~p~n", [ets:info(books, named_table)]),
    io:format("~p~n", [try_it(fun() -> ets:new(books, [named_table]) end)]),
    io:format("~p~n", [is_reference(ets:whereis(books))]),
    io:format("~p~n", [ets:insert(ets:whereis(books), {1, one})]),
    io:format("~p~n", [ets:rename(books, shelf)]),
    io:format("~p ~p ~p~n", [ets:whereis(books), ets:lookup(shelf, 1), ets:info(shelf, name)]),
    Other = ets:new(other, []),
    io:format("~p ~p~n", [is_reference(Other), ets:info(Other, name)]),
    io:format("~p ~p~n", [ets:rename(Other, another) =:= Other, ets:info(Other, name)]),
    io:format("~p~n", [[lists:member(T, ets:all()) || T <- [shelf, Other, books]]]),
    io:format("~p ~p~n", [ets:delete(shelf), ets:info(shelf)]),
    io:format("~p~n", [try_it(fun() -> ets:lookup(shelf, 1) end)]),
    io:format("~p~n", [ets:info(shelf, size)]),
    ets:delete(Other).

protection() ->
    Tables = [ets:new(t, [P]) || P <- [public, protected, private]],
    [ets:insert(T, {k, 1}) || T <- Tables],
    Self = self(),
    spawn(fun() ->
                  Self ! [{try_it(fun() -> ets:lookup(T, k) end),
                           try_it(fun() -> ets:insert(T, {k, 2}) end),
                           try_it(fun() -> ets:delete(T) end),
                           try_it(fun() -> ets:info(T, protection) end)} || T <- Tables]
          end),
    receive Results -> [io:format("~p~n", [R]) || R <- Results] end.

owners() ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() ->
                                       ets:new(mine, [named_table]),
                                       Self ! ready,
                                       receive stop -> ok end
                               end),
    receive ready -> ok end,
    io:format("~p~n", [ets:info(mine, owner) =:= Pid]),
    Pid ! stop,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    io:format("~p~n", [ets:info(mine)]),
    T = ets:new(gift, [named_table]),
    Taker = spawn(fun() ->
                          receive Message -> Self ! {element(1, Message), element(2, Message), element(4, Message),
                                                     element(3, Message) =:= Self, ets:info(gift, owner) =:= self()} end,
                          receive stop -> ok end
                  end),
    io:format("~p~n", [ets:give_away(T, Taker, data)]),
    receive Got -> io:format("~p~n", [Got]) end,
    io:format("~p~n", [try_it(fun() -> ets:give_away(T, Taker, data) end)]),
    exit(Taker, kill),
    wait(gift).

wait(Table) ->
    case ets:info(Table) of
        undefined -> ok;
        _ -> timer:sleep(1), wait(Table)
    end.

heirs() ->
    Self = self(),
    spawn(fun() ->
                  T = ets:new(estate, [named_table, {heir, Self, {my, data}}]),
                  ets:insert(T, {house, 3}),
                  io:format("~p~n", [ets:info(T, heir) =:= Self])
          end),
    receive
        {'ETS-TRANSFER', Table, _, Data} ->
            io:format("~p ~p ~p ~p~n", [Table, Data, ets:tab2list(Table), ets:info(Table, owner) =:= self()])
    end,
    io:format("~p~n", [ets:setopts(estate, {heir, none})]),
    io:format("~p~n", [ets:info(estate, heir)]),
    io:format("~p~n", [try_it(fun() -> ets:setopts(estate, [{heir, 1, 2}]) end)]),
    ets:delete(estate).

walks() ->
    T = ets:new(t, []),
    ets:insert(T, [{N, N} || N <- lists:seq(1, 1000)]),
    ets:safe_fixtable(T, true),
    io:format("~p~n", [ets:info(T, fixed)]),
    Seen = walk(T, ets:first(T), []),
    io:format("~p ~p~n", [length(Seen), length(lists:usort(Seen))]),
    io:format("~p ~p~n", [ets:info(T, size), ets:tab2list(T)]),
    ets:insert(T, {7, again}),
    ets:safe_fixtable(T, false),
    io:format("~p ~p~n", [ets:info(T, fixed), ets:tab2list(T)]),
    O = ets:new(t, [ordered_set]),
    ets:insert(O, [{K} || K <- [3, 1, 2, 1.5, a, "s", {t}, 2.0]]),
    io:format("~p ~p ~p~n", [ets:tab2list(O), ets:first(O), ets:last(O)]),
    io:format("~p ~p ~p~n", [ets:next(O, 1.75), ets:prev(O, a), ets:next(O, "s")]),
    io:format("~p ~p~n", [ets:lookup(O, 2), ets:lookup(O, 1.0)]),
    io:format("~p~n", [[ets:slot(O, N) || N <- lists:seq(0, 7)]]).

walk(_, '$end_of_table', Seen) -> Seen;
walk(T, Key, Seen) ->
    ets:delete(T, Key),
    walk(T, ets:next(T, Key), [Key | Seen]).

folds() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{N} || N <- lists:seq(1, 10)]),
    io:format("~p~n", [ets:foldl(fun({N}, Sum) -> [N | Sum] end, [], T)]),
    io:format("~p~n", [ets:foldr(fun({N}, Sum) -> [N | Sum] end, [], T)]),
    B = ets:new(t, [bag]),
    [ets:insert(B, {a, N}) || N <- lists:seq(1, 5)],
    io:format("~p~n", [ets:foldl(fun({_, N}, L) -> [N | L] end, [], B)]),
    io:format("~p~n", [ets:lookup_element(B, a, 2)]).

values() ->
    T = ets:new(t, [{keypos, 2}]),
    Fun = fun(X) -> X + 1 end,
    Ref = make_ref(),
    ets:insert(T, [{1 bsl 100, big}, {Fun, function}, {Ref, ref}, {self(), pid}, {1.5, float}, {"text", string},
                   {{nested, [{tuple}]}, tuple}]),
    [{F, function}] = ets:lookup(T, function),
    io:format("~p~n", [F(41)]),
    io:format("~p ~p~n", [ets:lookup(T, ref) =:= [{Ref, ref}], ets:lookup(T, pid) =:= [{self(), pid}]]),
    io:format("~p~n", [[ets:lookup(T, K) || K <- [big, float, string, tuple]]]),
    C = ets:new(c, []),
    ets:insert(C, {n, (1 bsl 62) - 2, x}),
    io:format("~p~n", [[ets:update_counter(C, n, 1) || _ <- lists:seq(1, 4)]]),
    io:format("~p~n", [ets:update_counter(C, n, -(1 bsl 80))]),
    io:format("~p~n", [ets:update_counter(C, m, {2, 5}, {default, 10})]),
    io:format("~p~n", [ets:update_counter(C, m, [{2, 5, 12, 0}, {2, -3, 0, 100}])]),
    io:format("~p~n", [ets:update_counter(C, m, [])]),
    io:format("~p~n", [lists:sort(ets:tab2list(C))]),
    io:format("~p~n", [ets:update_element(C, m, [{2, "long"}])]),
    io:format("~p~n", [try_it(fun() -> ets:update_counter(C, m, 1) end)]),
    io:format("~p ~p~n", [ets:delete_all_objects(C), ets:info(C, size)]).

errors() ->
    T = ets:new(t, []),
    Tries = [fun() -> ets:new(foo, [foo]) end, fun() -> ets:new("foo", []) end, fun() -> ets:new(foo, bar) end,
             fun() -> ets:new(foo, [{keypos, 0}]) end, fun() -> ets:insert(T, foo) end,
             fun() -> ets:insert(T, {}) end, fun() -> ets:insert(T, [{1}, foo]) end,
             fun() -> ets:insert(T, [{1} | foo]) end, fun() -> ets:lookup(make_ref(), 1) end,
             fun() -> ets:lookup(T, 1, 2) end, fun() -> ets:next(T, nokey) end, fun() -> ets:lookup_element(T, 1, 2) end,
             fun() -> ets:update_counter(T, 1, 1) end, fun() -> ets:update_counter(T, 1, a, {1, 1}) end,
             fun() -> ets:update_counter(T, 1, {1, 1}, {1, 1}) end, fun() -> ets:insert_new(T, []) end,
             fun() -> ets:delete_object(T, foo) end, fun() -> ets:info(1) end, fun() -> ets:info(T, foo) end,
             fun() -> ets:foldl(fun(_, A) -> A end, 0, nope) end, fun() -> ets:safe_fixtable(T, maybe_so) end,
             fun() -> ets:match_spec_run(foo, bar) end, fun() -> ets:test_ms(foo, []) end],
    [io:format("~p~n", [try_it(F)]) || F <- Tries].

many() ->
    T = ets:new(t, [public, {write_concurrency, true}]),
    Self = self(),
    Pids = [spawn_monitor(fun() ->
                                  [ets:update_counter(T, N rem 10, 1, {x, 0}) || N <- lists:seq(1, 5000)],
                                  Self ! done
                          end) || _ <- lists:seq(1, 8)],
    [receive {'DOWN', Ref, _, _, _} -> ok end || {_, Ref} <- Pids],
    io:format("~p~n", [lists:sort(ets:tab2list(T))]).
