%% What runs the programs of the benchmark: each is a module of its own with run/0.
-module(clock).
-export([time/1, together/2]).

%% The microseconds that a program takes.
time(Program) ->
    Start = erlang:monotonic_time(microsecond),
    _ = Program:run(),
    erlang:monotonic_time(microsecond) - Start.

%% The microseconds that copies of a program take side by side.
together(Program, Copies) ->
    Start = erlang:monotonic_time(microsecond),
    Started = start(Copies, Program),
    finish(Started),
    erlang:monotonic_time(microsecond) - Start.

start(0, _) -> [];
start(N, Program) ->
    [spawn_monitor(fun() -> Program:run() end) | start(N - 1, Program)].

finish([]) -> ok;
finish([{Pid, Ref} | Rest]) ->
    receive
        {'DOWN', Ref, process, Pid, normal} -> finish(Rest);
        {'DOWN', Ref, process, Pid, Reason} -> exit(Reason)
    end.
