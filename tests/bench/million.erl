%% A million processes that wait having done nothing else: start them, look at the memory, stop them.
%% run(N) gives {MicrosecondsToStart, MicrosecondsToStop, BytesAProcess, BytesASecondTime, MicrosecondsToStartAgain}.
-module(million).
-export([run/1]).

run(N) ->
    Others = erlang:system_info(process_count),
    Before = resident(),
    {Start, Pids} = started(N),
    Bytes = (resident() - own() - Before) / N,
    Stop = stopped(Pids, Others),
    erlang:garbage_collect(),
    {Again, More} = started(N),
    Grown = (resident() - own() - Before) / N,
    stopped(More, Others),
    {Start, Stop, round(Bytes), round(Grown), Again}.

started(N) ->
    Begin = now_us(),
    Pids = start(N, []),
    settle(),
    {now_us() - Begin, Pids}.

start(0, Pids) -> Pids;
start(N, Pids) -> start(N - 1, [spawn(fun wait/0) | Pids]).

wait() -> receive stop -> ok end.

%% All have run when nobody is left in a queue.
settle() ->
    case erlang:statistics(total_run_queue_lengths) of
        0 -> ok;
        _ -> receive after 1 -> settle() end
    end.

stopped(Pids, Others) ->
    Begin = now_us(),
    tell(Pids),
    ended(Others),
    now_us() - Begin.

tell([]) -> ok;
tell([Pid | Pids]) -> Pid ! stop, tell(Pids).

ended(Others) ->
    case erlang:system_info(process_count) of
        Count when Count =< Others -> ok;
        _ -> receive after 1 -> ended(Others) end
    end.

now_us() -> erlang:monotonic_time(microsecond).

own() -> element(2, erlang:process_info(self(), memory)).

%% Bytes of memory that the system has given the whole program.
resident() ->
    {ok, File} = file:open("/proc/self/status", [read, raw, binary]),
    {ok, Text} = file:read(File, 100000),
    ok = file:close(File),
    [_, Rest] = binary:split(Text, <<"VmRSS:">>),
    [Line | _] = binary:split(Rest, <<" kB">>),
    [Number] = string:lexemes(binary_to_list(Line), " \t"),
    list_to_integer(Number) * 1024.
