%% Everything at once for a long time: main([Seconds, Folder]).
%%
%% Drivers (soak_drivers) make processes, tie and end them, send, wait, keep tables and names, and check what comes of
%% it; servers (soak_server) answer them; an editor (soak_editor) saves the modules of drivers and servers in Folder
%% again and again. Here is what starts them, writes down the memory every ten seconds and judges in the end.
-module(soak).
-export([main/1, tick/1, tick/2, wrong/2, pause/0, is_over/0, servers/0, folder/0]).

-define(SERVERS, 50).
%% Seconds between two lines of the record.
-define(EVERY, 10).
%% Share of one core that the drivers may take; their pauses are chosen for it.
-define(SHARE, 0.35).
%% Seconds in which a driver must have gone round.
-define(PATIENCE, 120).
%% The memory in the end may be so many times that of the second sixth.
-define(GROWTH, 1.05).

main([Seconds, Folder]) ->
    Length = list_to_integer(Seconds),
    soak = ets:new(soak, [named_table, public, {write_concurrency, true}]),
    ets:insert(soak, [{pause, 20}, {over, false}, {folder, Folder}, {wrong, 0}]),
    Servers = [spawn(soak_server, start, []) || _ <- lists:seq(1, ?SERVERS)],
    ets:insert(soak, [{servers, list_to_tuple(Servers)} | [{{sent, S}, 0} || S <- Servers]]),
    Base = {length(processes()), length(ets:all())},
    Drivers = [spawn_monitor(soak_drivers, loop, [Name, 1]) || Name <- soak_drivers:all()],
    Editor = spawn_monitor(soak_editor, start, []),
    Start = seconds(),
    Lines = record(Start, Start + Length, {0, Start}, []),
    ets:insert(soak, {over, true}),
    await([Editor | Drivers]),
    audit(Servers),
    standing(Base),
    Grown = growth(lists:reverse(Lines)),
    Wrong = ets:lookup_element(soak, wrong, 2),
    io:format("soak over after ~w s: ~w wrong, rounds ~w~n", [seconds() - Start, Wrong, rounds()]),
    [halt(1) || Wrong > 0 orelse Grown > ?GROWTH],
    ok.

%% For drivers.

tick(Name) -> tick(Name, 1).
tick(Name, N) -> ets:update_counter(soak, {count, Name}, N, {{count, Name}, 0}).

wrong(Who, What) ->
    ets:update_counter(soak, wrong, 1),
    io:format("soak WRONG at ~w s in ~w: ~0P~n", [seconds(), Who, What, 40]).

pause() -> ets:lookup_element(soak, pause, 2).
is_over() -> ets:lookup_element(soak, over, 2).
servers() -> ets:lookup_element(soak, servers, 2).
folder() -> ets:lookup_element(soak, folder, 2).

%% The record.

seconds() -> erlang:monotonic_time(second).

record(Start, End, {Cpu0, Time0}, Lines) ->
    timer:sleep(?EVERY * 1000),
    Now = seconds(),
    {Cpu, _} = erlang:statistics(runtime),
    Share = (Cpu - Cpu0) / 1000 / max(1, Now - Time0),
    govern(Share),
    Line = {Now - Start, resident(), erlang:memory(total) div 1024},
    show(Line, Share),
    alive(Now - Start),
    case Now >= End of
        true -> [Line | Lines];
        false -> record(Start, End, {Cpu, Now}, [Line | Lines])
    end.

show({Time, Resident, Total}, Share) ->
    Memory = [erlang:memory(What) div 1024 || What <- [processes, binary, ets, code, atom]],
    io:format("soak ~w s: resident ~w KB, total ~w, processes/binary/ets/code/atom ~w; ~w processes, ~w atoms, "
              "~w versions, pause ~w, ~w % of a core, rounds ~w, saves ~w, spawned ~w, sent ~w~n",
              [Time, Resident, Total, Memory, erlang:system_info(process_count), erlang:system_info(atom_count),
               versions(), pause(), round(Share * 100), lists:sum([N || {_, N} <- rounds()]),
               count(saves), count(spawned), count(sent)]).

versions() ->
    lists:sum([length([V || V <- swap:versions(M), maps:get(bytes, V, none) =/= none])
               || M <- [soak_server, soak_shape, soak_drivers]]).

count(What) ->
    case ets:lookup(soak, {count, What}) of
        [{_, N}] -> N;
        [] -> 0
    end.

rounds() -> [{Name, count(Name)} || Name <- soak_drivers:all()].

%% Kilobytes that the operating system has given.
resident() ->
    {ok, Text} = file:read_file("/proc/self/status"),
    {match, [Kilobytes]} = re:run(Text, "VmRSS:\\s+([0-9]+)", [{capture, all_but_first, list}]),
    list_to_integer(Kilobytes).

govern(Share) when Share > ?SHARE -> ets:insert(soak, {pause, min(2000, pause() * 5 div 4 + 1)});
govern(_) -> ets:insert(soak, {pause, max(2, pause() * 9 div 10)}).

%% Every driver goes round: none waits for something that was lost.
alive(Time) ->
    [case ets:lookup(soak, {round, Name}) of
         [{_, N, Since}] when N =:= Round, Time - Since > ?PATIENCE ->
             wrong(Name, {no_round_since, Since}), ets:insert(soak, {{round, Name}, Round, Time});
         [{_, N, _}] when N =:= Round -> ok;
         _ -> ets:insert(soak, {{round, Name}, Round, Time})
     end || {Name, Round} <- rounds()].

%% The end.

await(Drivers) ->
    [receive
         {'DOWN', Ref, process, Pid, normal} -> ok;
         {'DOWN', Ref, process, Pid, Reason} -> wrong(main, {driver_ended, Reason})
     after ?PATIENCE * 1000 -> wrong(main, {driver_stays, erlang:process_info(Pid)})
     end || {Pid, Ref} <- Drivers].

%% Each server has counted what was sent to it.
audit(Servers) ->
    [begin
         Sent = ets:lookup_element(soak, {sent, S}, 2),
         S ! {count, self()},
         receive
             {S, Sent} -> ok;
             {S, Other} -> wrong(main, {sent, Sent, counted, Other})
         after ?PATIENCE * 1000 -> wrong(main, {no_answer, S})
         end
     end || S <- Servers].

%% Nobody is left but those that were there.
standing({Processes, Tables}) -> standing(Processes, Tables, 100).

standing(Processes, Tables, Tries) ->
    case {length(processes()), length(ets:all())} of
        {P, T} when P =< Processes, T =< Tables -> ok;
        _ when Tries > 0 -> timer:sleep(100), standing(Processes, Tables, Tries - 1);
        {P, T} -> wrong(main, {left, {processes, Processes, P}, {tables, Tables, T}})
    end.

%% The second sixth (of an hour: ten minutes) against the last. In the first one the memory grows by what is kept from
%% then on: 128 texts of each module, blocks for the next collection, whatever the allocator has touched once.
growth(Lines) ->
    {Length, _, _} = lists:last(Lines),
    Part = Length / 6,
    Second = [L || {Time, _, _} = L <- Lines, Time > Part, Time =< 2 * Part],
    Last = [L || {Time, _, _} = L <- Lines, Time > Length - Part],
    case Second =/= [] andalso Last =/= [] of
        true ->
            [A, B, C, D] = [mean(N, Part1) || N <- [2, 3], Part1 <- [Second, Last]],
            io:format("soak memory, mean of the second and of the last sixth: resident ~w and ~w KB (~.3f), "
                      "total ~w and ~w KB~n", [A, B, B / A, C, D]),
            B / A;
        false -> 1.0
    end.

mean(N, Lines) -> lists:sum([element(N, L) || L <- Lines]) div length(Lines).
