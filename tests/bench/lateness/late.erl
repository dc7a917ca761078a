%% How late a process wakes that sleeps a millisecond at a time, while others load the system.
-module(late).
-export([run/3]).

%% Puts the load on, records for some seconds and writes the microseconds, one a line, to a file.
run(Load, Seconds, File) ->
    process_flag(trap_exit, true),
    ok = loads:start(Load),
    Self = self(),
    Touch = loads:touched(Load),
    Recorder = fun() -> Self ! {late, record(Seconds, Touch)} end,
    {_, Ref} = spawn_opt(Recorder, [monitor, {priority, loads:watched(Load)}]),
    receive
        {late, Late} -> write(File, [[integer_to_list(Time), $\n] || Time <- Late]);
        {'EXIT', _, Reason} -> write(File, io_lib:format("ended: ~w~n", [Reason]));
        {'DOWN', Ref, process, _, Reason} -> write(File, io_lib:format("ended: ~w~n", [Reason]))
    end.

%% Whoever waits for the file sees it whole.
write(File, Text) ->
    Draft = File ++ ".draft",
    ok = file:write_file(Draft, Text),
    ok = file:rename(Draft, File),
    erlang:halt(0, [{flush, false}]).

record(Seconds, Touch) ->
    Now = erlang:monotonic_time(microsecond),
    record(Now, Now + Seconds * 1000000, Touch, []).

record(Now, End, _, Late) when Now >= End -> Late;
record(Now, End, Touch, Late) ->
    receive after 1 -> ok end,
    Touch(),
    After = erlang:monotonic_time(microsecond),
    record(After, End, Touch, [After - Now - 1000 | Late]).
