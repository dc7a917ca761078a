%% What the benchmark of lateness has going on beside the process that it watches.
-module(loads).
-export([start/1, watched/1, touched/1, show_names/0]).

%% A load is {Name, Processes, What each prepares for itself, What it does with that over and over}.
show_names() -> [io:format("~s~n", [Name]) || {Name, _, _, _} <- loads()].

%% Starts the processes of a load and waits until they are at it.
start(Name) ->
    {_, Count, Prepare, Act} = lists:keyfind(Name, 1, loads()),
    Self = self(),
    Work = fun() ->
        Data = Prepare(),
        Self ! ready,
        repeat(Act, Data)
    end,
    Workers = [spawn_opt(Work, [link, {priority, priority(Name)}]) || _ <- lists:seq(1, processes(Count))],
    [receive ready -> ok; {'EXIT', Pid, Reason} -> exit(Reason) end || Pid <- Workers],
    ok.

%% The priority of the processes of a load.
priority('a loop of high priority') -> high;
priority(_) -> normal.

%% The priority of the process that is watched.
watched('loops, watched with high priority') -> high;
watched(_) -> normal.

%% What the process that is watched does whenever it wakes.
touched('a walk through its table') -> fun() -> ets:lookup(walked, 77) end;
touched('a walk through its table, which it changes') -> fun() -> ets:insert(walked, {77, x}) end;
touched('md5, beside one that makes lists') -> fun() -> length(lists:seq(1, 20000)) end;
touched(_) -> fun() -> ok end.

processes(cores) -> erlang:system_info(schedulers_online);
processes({times, N}) -> N * erlang:system_info(schedulers_online);
processes(N) -> N.

repeat(Act, Data) ->
    Act(Data),
    repeat(Act, Data).

loads() ->
    loops() ++ lists_of_terms() ++ bytes() ++ numbers() ++ tables() ++ text() ++ whole_terms() ++ memory() ++
        crowds() ++ printing().

nothing() -> nothing.

loops() ->
    [{nothing, 0, fun nothing/0, fun(_) -> ok end},
     {loops, cores, fun nothing/0, fun loop/1},
     {'loops, twice as many', {times, 2}, fun nothing/0, fun loop/1},
     {'loops, watched with high priority', {times, 2}, fun nothing/0, fun loop/1},
     {'a loop of high priority', 1, fun nothing/0, fun loop/1}].

loop(Data) -> loop(Data).

lists_of_terms() ->
    [{'lists:reverse', cores, fun million/0, fun(L) -> lists:reverse(L, []) end},
     {length, cores, fun ten_million/0, fun(L) -> length(L) end},
     {'++', cores, fun million/0, fun(L) -> L ++ [x] end},
     {'--', cores, fun() -> {million(), scattered(300000)} end, fun({L, M}) -> L -- M end},
     {'lists:member', cores, fun ten_million/0, fun(L) -> lists:member(x, L) end},
     {'lists:keyfind', cores, fun() -> pairs(1000000) end, fun(L) -> lists:keyfind(x, 1, L) end},
     {'lists:sort', cores, fun() -> scattered(1000000) end, fun lists:sort/1},
     {'lists:sort, forty at a time', 40, fun() -> scattered(300000) end, fun lists:sort/1},
     {'lists:sort beside loops', cores,
      fun() -> [spawn_link(fun() -> loop(nothing) end) || _ <- [1, 2]], scattered(1000000) end, fun lists:sort/1},
     {list_to_tuple, cores, fun million/0, fun(L) -> tuple_to_list(list_to_tuple(L)) end}].

bytes() ->
    [{term_to_binary, cores, fun() -> pairs(1000000) end, fun(L) -> term_to_binary(L) end},
     {'term_to_binary, compressed', cores, fun() -> pairs(200000) end,
      fun(L) -> term_to_binary(L, [compressed]) end},
     {binary_to_term, cores, fun() -> term_to_binary(pairs(500000)) end, fun(B) -> binary_to_term(B) end},
     {'binary:copy', cores, fun nothing/0, fun(_) -> binary:copy(<<"0123456789">>, 10000000) end},
     {list_to_binary, cores, fun() -> [[X rem 256, <<"abc">>] || X <- million()] end, fun list_to_binary/1},
     {iolist_size, cores, fun() -> [[X rem 256, <<"abc">>] || X <- million()] end, fun iolist_size/1},
     {binary_to_list, cores, fun() -> binary:copy(<<"abc">>, 1000000) end, fun(B) -> binary_to_list(B) end},
     {'binary:matches', cores, fun() -> binary:copy(<<"abcdefgh">>, 2000000) end,
      fun(B) -> binary:matches(B, <<"cd">>) end},
     {'binary:split', cores, fun() -> binary:copy(<<"abcdefgh">>, 300000) end,
      fun(B) -> binary:split(B, [<<"cd">>, <<"fg">>], [global]) end},
     {md5, cores, fun() -> binary:copy(<<"abcd">>, 10000000) end,
      fun(B) -> {erlang:md5(B), erlang:crc32(B), erlang:adler32(B)} end},
     {'md5, beside one that makes lists', 4, fun() -> binary:copy(<<"abcd">>, 25000000) end, fun erlang:md5/1},
     {'md5, forty at a time', 40, fun() -> binary:copy(<<"abcd">>, 5000000) end, fun erlang:md5/1}].

numbers() ->
    [{multiplication, cores, fun() -> 1 bsl 3000000 - 1 end, fun(N) -> N * N end},
     {division, cores, fun() -> {1 bsl 2000000 - 1, 1 bsl 1000000 - 3} end,
      fun({N, M}) -> {N div M, N rem M} end},
     {integer_to_list, cores, fun() -> 1 bsl 1000000 - 1 end, fun(N) -> integer_to_list(N) end},
     {list_to_integer, cores, fun() -> lists:duplicate(200000, $7) end, fun(L) -> list_to_integer(L) end},
     {shift, cores, fun() -> 1 bsl 30000000 end, fun(N) -> (N bsr 1) bxor N end}].

tables() ->
    [{'maps:from_list', cores, fun() -> pairs(500000) end, fun maps:from_list/1},
     {'maps:to_list', cores, fun() -> maps:from_list(pairs(500000)) end, fun maps:to_list/1},
     {'maps:merge', cores,
      fun() -> {maps:from_list(pairs(300000)), maps:from_list([{-X, X} || X <- lists:seq(1, 300000)])} end,
      fun({M, N}) -> maps:merge(M, N) end},
     {'ets:tab2list', cores, fun table/0, fun ets:tab2list/1},
     {'ets:select', cores, fun table/0,
      fun(T) -> ets:select(T, [{{'$1', '$2'}, [{'>', {'+', '$1', '$2'}, 1000}], [{{'$2', '$1'}}]}]) end},
     {'ets:match', cores, fun table/0, fun(T) -> ets:match(T, {'$1', x}) end},
     {'ets:insert', cores, fun() -> {ets:new(table, [public]), pairs(500000)} end,
      fun({T, L}) -> ets:insert(T, L) end},
     {'ets:delete', cores, fun nothing/0, fun(_) -> ets:delete(table()) end},
     {'a walk through its table', cores, fun walked/0, fun(T) -> ets:match(T, {'$1', x}) end},
     {'a walk through its table, which it changes', cores, fun walked/0, fun(T) -> ets:match(T, {'$1', x}) end}].

%% A table that all of them have: whoever is first makes it.
walked() ->
    Made = try ets:new(walked, [public, named_table]) of _ -> true catch error:badarg -> false end,
    Made andalso ets:insert(walked, pairs(500000)),
    walked.

table() ->
    Table = ets:new(table, [public]),
    ets:insert(Table, pairs(500000)),
    Table.

text() ->
    Accents = unicode:characters_to_binary([16#e4, 16#4e2d, $a]),
    [{'re:run', cores, fun() -> lists:duplicate(40, $a) end, fun(S) -> re:run(S, "(a+)+b") end},
     {'re:run, all', cores, fun() -> binary:copy(<<"ab, cd; ">>, 1000000) end,
      fun(B) -> re:run(B, "[a-z]+(?=,)", [global]) end},
     {'unicode:characters_to_list', cores, fun() -> binary:copy(Accents, 5000000) end,
      fun(B) -> unicode:characters_to_list(B) end},
     {'unicode:characters_to_binary', cores,
      fun() -> unicode:characters_to_list(binary:copy(Accents, 1000000)) end,
      fun(L) -> unicode:characters_to_binary(L) end},
     {'string:uppercase', cores, fun() -> binary:copy(<<"abcd">>, 1000000) end,
      fun(B) -> string:uppercase(B) end},
     {'io_lib:format', cores, fun() -> pairs(100000) end, fun(L) -> io_lib:format("~p", [L]) end},
     {'io_lib:write', cores, fun() -> pairs(300000) end, fun(L) -> io_lib:format("~w", [L]) end}].

whole_terms() ->
    [{'=:=', cores, fun() -> {pairs(1000000), pairs(1000000)} end, fun({L, M}) -> L =:= M end},
     {phash2, cores, fun() -> pairs(1000000) end, fun erlang:phash2/1},
     {'send a million', cores, fun() -> {pairs(500000), spawn_link(fun drop/0)} end,
      fun({L, Pid}) -> Pid ! {self(), L}, receive Pid -> ok end end},
     {'spawn with a million', cores, fun() -> pairs(500000) end,
      fun(L) -> {_, Ref} = spawn_monitor(fun() -> hd(L) end), receive {'DOWN', Ref, _, _, _} -> ok end end},
     {'end with a large heap', cores, fun nothing/0,
      fun(_) ->
          {_, Ref} = spawn_monitor(fun() -> length(ten_million()) end),
          receive {'DOWN', Ref, _, _, _} -> ok end
      end},
     {'put and get', cores, fun() -> pairs(500000) end,
      fun(L) -> ets:insert(T = ets:new(t, []), {key, L}), ets:lookup(T, key), ets:delete(T) end}].

drop() ->
    receive {Pid, _} -> Pid ! self() end,
    drop().

memory() ->
    [{'collect 160 MB', cores, fun ten_million/0, fun(L) -> erlang:garbage_collect(), hd(L) end},
     {'collect 800 MB', 1, fun() -> lists:seq(1, 50000000) end,
      fun(L) -> erlang:garbage_collect(), hd(L) end},
     {'grow and drop', cores, fun nothing/0, fun(_) -> length(ten_million()) end},
     {'churn beside 160 MB', cores, fun ten_million/0, fun(L) -> lists:seq(1, 100000), hd(L) end}].

crowds() ->
    [{'spawn and end', cores, fun nothing/0,
      fun(_) -> {_, Ref} = spawn_monitor(fun() -> ok end), receive {'DOWN', Ref, _, _, _} -> ok end end},
     {'spawn a crowd', cores, fun nothing/0,
      fun(_) ->
          Started = [spawn_monitor(fun() -> receive after 5 -> ok end end) || _ <- lists:seq(1, 10000)],
          [receive {'DOWN', Ref, _, _, _} -> ok end || {_, Ref} <- Started]
      end},
     {flood, {times, 2}, fun() -> spawn_link(fun count/0) end,
      fun(Pid) ->
          [Pid ! {some, message, N} || N <- lists:seq(1, 10000)],
          Pid ! {done, self()},
          receive Pid -> ok end
      end},
     {'look for a message among many', cores,
      fun() -> [self() ! N || N <- lists:seq(1, 1000000)] end,
      fun(_) -> receive never -> ok after 0 -> ok end end},
     {'broadcast to many', cores, fun() -> [spawn_link(fun count/0) || _ <- lists:seq(1, 50000)] end,
      fun(Pids) -> [Pid ! {some, message, 1} || Pid <- Pids] end},
     {'a thousand that wake', 1000, fun nothing/0, fun(_) -> receive after 7 -> ok end end},
     {'end with many links', cores, fun nothing/0,
      fun(_) ->
          {_, Ref} = spawn_monitor(fun() -> [spawn_link(fun nothing/0) || _ <- lists:seq(1, 50000)] end),
          receive {'DOWN', Ref, _, _, _} -> ok end
      end},
     {'a million timers', 1,
      fun nothing/0,
      fun(_) ->
          Timers = [erlang:send_after(100000 + N, self(), N) || N <- lists:seq(1, 1000000)],
          [erlang:cancel_timer(Timer) || Timer <- Timers]
      end}].

count() ->
    receive
        {done, Pid} -> Pid ! self();
        {some, message, _} -> ok
    end,
    count().

printing() ->
    [{print, cores, fun nothing/0, fun print/1},
     {'print to a slow reader', cores, fun nothing/0, fun print/1},
     {'print to nobody', cores, fun nothing/0, fun print/1},
     {'print large texts', cores, fun() -> lists:duplicate(1000000, "ten bytes\n") end, fun(T) -> io:put_chars(T) end}].

print(_) -> io:format("~p ~s~n", [{a, line}, "of text"]).

million() -> lists:seq(1, 1000000).

ten_million() -> lists:seq(1, 10000000).

pairs(N) -> [{X, X * 7} || X <- lists:seq(1, N)].

%% Numbers in no order.
scattered(N) -> [X * 7919 rem 1000003 || X <- lists:seq(1, N)].
