%% The drivers: each goes round for as long as the soak lasts, and checks what comes of what it does.
-module(soak_drivers).
-export([all/0, loop/2, version/0]).
-export([links/1, rings/1, monitors/1, kills/1, requests/1, timers/1, tables/1, heirs/1, names/1, trees/1, orders/1,
         funs/1, traces/1, binaries/1, files/1, looks/1]).

-define(VERSION, 0).
%% Milliseconds after which something counts as lost.
-define(LOST, 60000).

all() ->
    [links, rings, monitors, kills, requests, timers, tables, heirs, names, trees, orders, funs, traces, binaries,
     files, looks].

version() -> ?VERSION.

loop(Name, Round) ->
    ?MODULE:Name(Round),
    receive Left -> soak:wrong(Name, {left, Left}) after 0 -> ok end,
    soak:tick(Name),
    timer:sleep(soak:pause()),
    case soak:is_over() of
        true -> ok;
        false -> ?MODULE:loop(Name, Round + 1)
    end.

%% Every link gives one exit signal, with the reason.
links(Round) ->
    process_flag(trap_exit, true),
    Started = [{new_link(I rem 5, I + Round), I rem 5, I + Round} || I <- lists:seq(1, 20)],
    [exit(Pid, kill) || {Pid, 3, _} <- Started],
    [exit(Pid, {told, N}) || {Pid, 4, N} <- Started],
    [receive
         {'EXIT', Pid, Reason} -> expect(links, ended(Kind, N), Reason)
     after ?LOST -> soak:wrong(links, {no_signal, Kind})
     end || {Pid, Kind, N} <- Started].

new_link(0, _) -> spawned(), spawn_link(fun() -> ok end);
new_link(1, N) -> spawned(), spawn_link(fun() -> exit({own, N}) end);
new_link(2, N) -> spawned(), spawn_link(fun() -> timer:sleep(N rem 7), exit(late) end);
new_link(_, _) -> spawned(), spawn_link(fun waits/0).

ended(0, _) -> normal;
ended(1, N) -> {own, N};
ended(2, _) -> late;
ended(3, _) -> killed;
ended(4, N) -> {told, N}.

waits() -> receive stop -> ok end.

%% A ring of links ends as a whole, wherever it is hit.
rings(Round) ->
    Size = 30,
    Ring = [new(fun linked/0) || _ <- lists:seq(1, Size)],
    Pids = [Pid || {Pid, _} <- Ring],
    lists:foldl(fun(Pid, Before) -> Pid ! {link, Before, self()}, Pid end, lists:last(Pids), Pids),
    [receive {linked, Pid} -> ok after ?LOST -> soak:wrong(rings, no_link) end || Pid <- Pids],
    exit(lists:nth(Round rem Size + 1, Pids), {ring, Round}),
    [down(rings, Pid, Ref, [{ring, Round}]) || {Pid, Ref} <- Ring].

linked() ->
    receive {link, Other, From} -> link(Other), From ! {linked, self()} end,
    waits().

%% Each monitor gives one message, but those taken away give none.
monitors(Round) ->
    Ended = [begin
                 Pid = element(1, new_unmonitored(I)),
                 Refs = [monitor(process, Pid) || _ <- lists:seq(1, 3)],
                 Pid ! stop,
                 [demonitor(hd(Refs), [flush]) || (I + Round) rem 2 =:= 0],
                 {Pid, if (I + Round) rem 2 =:= 0 -> tl(Refs); true -> Refs end}
             end || I <- lists:seq(1, 20)],
    [down(monitors, Pid, Ref, [normal]) || {Pid, Refs} <- Ended, Ref <- Refs],
    [down(monitors, Pid, monitor(process, Pid), [noproc]) || {Pid, _} <- Ended].

new_unmonitored(I) ->
    spawned(),
    {spawn_opt(fun waits/0, [{priority, lists:nth(I rem 3 + 1, [low, normal, high])}]), none}.

%% Processes that are killed at whatever they do.
kills(Round) ->
    Victims = [new(victim((I + Round) rem 8)) || I <- lists:seq(1, 16)],
    timer:sleep(Round rem 4),
    [exit(Pid, kill) || {Pid, _} <- Victims],
    [down(kills, Pid, Ref, [killed]) || {Pid, Ref} <- Victims].

victim(0) -> fun waits/0;
victim(1) -> fun() -> burns(0) end;
victim(2) -> fun() -> timer:sleep(100000) end;
victim(3) -> fun() -> grows([]) end;
victim(4) -> fun() -> erlang:hibernate(erlang, hd, [[]]) end;
victim(5) -> fun() -> [ets:insert(soak, {{victim, self()}, I}) || I <- lists:seq(1, 50)],
                      ets:delete(soak, {victim, self()}), waits() end;
victim(6) -> fun() -> process_flag(trap_exit, true), sorts(lists:seq(1, 5000)) end;
victim(7) -> fun() -> asks(element(1, soak:servers())) end.

burns(N) -> burns(N + 1).
grows(L) when length(L) > 2000 -> grows([]);
grows(L) -> grows([{<<"some bytes">>, L} | L]).
sorts(L) -> sorts(lists:reverse(lists:sort(L))).
asks(Pid) -> _ = erlang:process_info(Pid, message_queue_len), _ = is_process_alive(self()), asks(Pid).

%% Each request gets its answer, whatever it carries.
requests(Round) ->
    Servers = soak:servers(),
    Asked = [begin
                 Server = element((I * 7 + Round) rem tuple_size(Servers) + 1, Servers),
                 Payload = payload((I + Round) rem 12, Round),
                 Ref = make_ref(),
                 Server ! {request, self(), Ref, Payload},
                 ets:update_counter(soak, {sent, Server}, 1),
                 {Ref, Payload}
             end || I <- lists:seq(1, 40)],
    soak:tick(sent, 40),
    [receive
         {Ref, Summary, _, Same} when Same =:= Payload ->
             expect(requests, soak_summary(Payload), Summary);
         {Ref, _, _, Other} -> soak:wrong(requests, {not_same, Payload, Other})
     after ?LOST -> soak:wrong(requests, {no_answer, Payload})
     end || {Ref, Payload} <- Asked].

soak_summary(Fun) when is_function(Fun) -> Fun();
soak_summary(Payload) -> erlang:phash2(Payload).

payload(0, N) -> N;
payload(1, N) -> [N | lists:seq(1, 1000)];
payload(2, N) -> <<N:64, "small">>;
payload(3, N) -> binary:copy(<<N:32>>, 8000);
payload(4, N) -> binary:part(payload(3, N), 100, 20000);
payload(5, N) -> maps:from_list([{I, {N, I}} || I <- lists:seq(1, 60)]);
payload(6, N) -> fun() -> {?VERSION, N, "a fun", 1.5} end;
payload(7, N) -> (1 bsl 400) + N;
payload(8, N) -> {make_ref(), self(), N * 1.5, [<<"x">>, 'an atom']};
payload(9, N) -> lists:foldl(fun(I, Acc) -> {I, [Acc]} end, N, lists:seq(1, 300));
payload(10, _) -> <<5:3, 0:70>>;
payload(11, N) -> element(1, soak_shape:made(N)).

%% A timer sends its message or is cancelled, never both and never neither; none comes early.
timers(Round) ->
    Begun = now_ms(),
    Set = [{set_timer(I rem 2, (I * Round) rem 30, I), (I * Round) rem 30, I} || I <- lists:seq(1, 40)],
    timer:sleep(Round rem 20),
    [fired(I, Time, Begun, erlang:cancel_timer(Ref)) || {Ref, Time, I} <- Set, I rem 4 =:= 0],
    [fired(I, Time, Begun, false) || {_, Time, I} <- Set, I rem 4 =/= 0],
    receive after Round rem 5 -> ok end.

set_timer(0, Time, I) -> erlang:send_after(Time, self(), {timer, I});
set_timer(1, Time, I) -> erlang:start_timer(Time, self(), {timer, I}).

now_ms() -> erlang:monotonic_time(millisecond).

fired(I, Time, Begun, false) ->
    receive
        {timer, I} -> late(Begun + Time);
        {timeout, _, {timer, I}} -> late(Begun + Time)
    after ?LOST -> soak:wrong(timers, {no_message, I, Time})
    end;
fired(_, _, _, Left) when is_integer(Left) -> ok.

late(Due) ->
    case now_ms() >= Due of
        true -> ok;
        false -> soak:wrong(timers, {early, Due - now_ms()})
    end.

%% What processes do to a table at a time adds up.
tables(Round) ->
    Kind = lists:nth(Round rem 4 + 1, [set, ordered_set, bag, set]),
    Table = ets:new(shared, [Kind, public]),
    Counts = ets:new(counts, [set, public]),
    ets:insert(Counts, {total, 0}),
    Workers = [new(fun() -> fill(Table, Counts, W) end) || W <- lists:seq(1, 6)],
    [down(tables, Pid, Ref, [normal]) || {Pid, Ref} <- Workers],
    expect(tables, 6 * 50, ets:lookup_element(Counts, total, 2)),
    expect(tables, 6 * 25, ets:info(Table, size)),
    expect(tables, 6 * 25, length(ets:match_object(Table, {{'_', '_'}, '_'}))),
    expect(tables, 25, ets:select_delete(Table, [{{{3, '_'}, '_'}, [], [true]}])),
    ets:delete(Table),
    ets:delete(Counts).

fill(Table, Counts, W) ->
    [begin
         ets:insert(Table, {{W, I}, binary:copy(<<I>>, 200)}),
         ets:update_counter(Counts, total, 1),
         [ets:delete(Table, {W, I - 1}) || I rem 2 =:= 0]
     end || I <- lists:seq(1, 50)].

%% A table goes to its heir, one without an heir goes with its owner.
heirs(Round) ->
    Self = self(),
    {Pid, Ref} = new(fun() ->
        Table = ets:new(left, [{heir, Self, Round}]),
        Other = ets:new(gone, []),
        ets:insert(Table, [{I, lists:seq(1, 20)} || I <- lists:seq(1, 100)]),
        Self ! {tables, self(), Other}
    end),
    receive {tables, Pid, Other} -> ok after ?LOST -> Other = none, soak:wrong(heirs, no_tables) end,
    receive
        {'ETS-TRANSFER', Table, Pid, Round} ->
            expect(heirs, 100, ets:info(Table, size)),
            ets:delete(Table)
    after ?LOST -> soak:wrong(heirs, no_transfer)
    end,
    down(heirs, Pid, Ref, [normal]),
    expect(heirs, undefined, ets:info(Other)).

%% Of several processes one gets a name; with it the name goes.
names(Round) ->
    Self = self(),
    Name = lists:nth(Round rem 3 + 1, [soak_first, soak_second, soak_third]),
    Tried = [new(fun() -> contend(Name, Self) end) || _ <- lists:seq(1, 4)],
    Won = [Pid || {Pid, _} <- Tried, receive {tried, Pid, Got} -> Got after ?LOST -> false end],
    expect(names, [whereis(Name)], Won),
    Ref = monitor(process, Name),
    Name ! {ask, Self},
    receive {answer, Winner} -> expect(names, Won, [Winner]) after ?LOST -> soak:wrong(names, no_answer) end,
    [Pid ! stop || {Pid, _} <- Tried],
    receive
        {'DOWN', Ref, process, {Name, _}, normal} -> expect(names, undefined, whereis(Name))
    after ?LOST -> soak:wrong(names, no_down)
    end,
    [down(names, Pid, R, [normal]) || {Pid, R} <- Tried].

contend(Name, From) ->
    From ! {tried, self(), try register(Name, self()) catch error:badarg -> false end},
    named().

named() ->
    receive
        {ask, From} -> From ! {answer, self()}, named();
        stop -> ok
    end.

%% Processes that make processes.
trees(Round) ->
    Depth = 5 + Round rem 3,
    {Pid, Ref} = new(branch(self(), Depth)),
    receive {leaves, Pid, N} -> expect(trees, 1 bsl Depth, N) after ?LOST -> soak:wrong(trees, lost) end,
    down(trees, Pid, Ref, [normal]).

branch(Parent, 0) -> fun() -> Parent ! {leaves, self(), 1} end;
branch(Parent, Depth) ->
    fun() ->
        Self = self(),
        Below = [spawn_link(branch(Self, Depth - 1)) || _ <- [left, right]],
        soak:tick(spawned, 2),
        Sum = lists:sum([receive {leaves, Pid, N} -> N end || Pid <- Below]),
        Parent ! {leaves, Self, Sum}
    end.

%% Messages of each sender come in their order, also to one who takes others first.
orders(_) ->
    Self = self(),
    {Receiver, Ref} = new(fun() ->
        receive go -> ok end,
        [receive {From, I} -> ok after ?LOST -> exit({lost, From, I}) end
         || From <- [3, 1, 4, 2], I <- lists:seq(1, 100)],
        receive Left -> exit({left, Left}) after 0 -> ok end
    end),
    Senders = [new(fun() -> [Receiver ! {From, I} || I <- lists:seq(1, 100)] end) || From <- lists:seq(1, 4)],
    soak:tick(sent, 400),
    [down(orders, Pid, R, [normal]) || {Pid, R} <- Senders],
    Receiver ! go,
    down(orders, Receiver, Ref, [normal]),
    expect(orders, Self, self()).

%% Funs outlive their versions: in the dictionary, in tables, in messages under way.
funs(Round) ->
    {Fun, Value} = soak_shape:made(Round),
    Kept = lists:sublist([{Fun, Value} | case get(kept) of undefined -> []; K -> K end], 6),
    put(kept, Kept),
    ets:insert(soak, {{fun_of, Round rem 4}, Fun, Value}),
    erlang:send_after(Round rem 40, self(), {later, Fun, Value}),
    [expect(funs, V, F()) || {F, V} <- Kept],
    [expect(funs, V, F()) || {_, F, V} <- ets:match_object(soak, {{fun_of, '_'}, '_', '_'})],
    receive {later, F1, V1} -> expect(funs, V1, F1()) after ?LOST -> soak:wrong(funs, no_message) end.

%% Stack traces outlive their versions.
traces(Round) ->
    {Version, Trace} =
        try soak_server:fail(Round rem 20)
        catch error:{failed, V}:Stack -> {V, Stack}
        end,
    expect(traces, true, is_integer(Version)),
    expect(traces, soak_server, element(1, hd(Trace))),
    put(traces, lists:sublist([Trace | case get(traces) of undefined -> []; T -> T end], 4)),
    {Pid, Ref} = new(fun() -> try soak_server:fail(5) catch error:R:_ -> exit(R) end end),
    receive {'DOWN', Ref, process, Pid, {failed, _}} -> ok after ?LOST -> soak:wrong(traces, no_down) end.

%% Bytes that are built, shared and kept in part.
binaries(Round) ->
    Whole = lists:foldl(fun(I, Acc) -> <<Acc/binary, I:32, "and">> end, <<>>, lists:seq(1, 500)),
    expect(binaries, 3500, byte_size(Whole)),
    put(part, binary:part(binary:copy(<<Round:32>>, 20000), Round rem 1000, 500)),
    expect(binaries, 500, lists:sum([1 || <<_:32, "and">> <= Whole])),
    Text = iolist_to_binary([[integer_to_list(I), $\s] || I <- lists:seq(1, 300)]),
    expect(binaries, 301, length(binary:split(Text, <<" ">>, [global]))),
    {Pid, Ref} = new(fun() -> receive {bytes, B} -> exit(erlang:md5(B)) end end),
    Pid ! {bytes, Whole},
    down(binaries, Pid, Ref, [erlang:md5(Whole)]).

%% Files, through threads that wait for the system.
files(Round) ->
    Path = filename:join(soak:folder(), "scratch"),
    Bytes = binary:copy(<<Round:64>>, 100),
    ok = file:write_file(Path, Bytes),
    expect(files, {ok, Bytes}, file:read_file(Path)),
    {ok, Device} = file:open(Path, [read, binary]),
    expect(files, {ok, binary:part(Bytes, 0, 8)}, file:read(Device, 8)),
    ok = file:close(Device),
    ok = file:delete(Path).

%% Looks at others while they live, run and end.
looks(Round) ->
    All = processes(),
    Some = [lists:nth((I * 31 + Round) rem length(All) + 1, All) || I <- lists:seq(1, 20)],
    [case erlang:process_info(Pid, [status, current_stacktrace, links, monitors, memory, message_queue_len]) of
         undefined -> ok;
         [{status, _}, {current_stacktrace, _} | _] -> ok;
         Other -> soak:wrong(looks, Other)
     end || Pid <- Some],
    [erlang:garbage_collect(Pid) || Pid <- lists:sublist(Some, 3)],
    _ = swap:versions(soak_server),
    _ = [code:soft_purge(soak_server) || Round rem 10 =:= 0].

%% Common to all.

spawned() -> soak:tick(spawned).

%% A process that is monitored.
new(Fun) -> spawned(), spawn_monitor(Fun).

down(Who, Pid, Ref, Reasons) ->
    receive
        {'DOWN', Ref, process, Pid, Reason} ->
            case lists:member(Reason, Reasons) of
                true -> ok;
                false -> soak:wrong(Who, {down, Reason, not_in, Reasons})
            end
    after ?LOST -> soak:wrong(Who, {no_down, Reasons, erlang:process_info(Pid)})
    end.

expect(_, Value, Value) -> ok;
expect(Who, Value, Other) -> soak:wrong(Who, {expected, Value, got, Other}).
