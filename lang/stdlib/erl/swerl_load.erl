%% Calls a version's on_load function before anything else can call the version, in a process of its own. The code
%% server waits for what swerl_load:returned/2 is told.
-module(swerl_load).

-export([run/2]).

%% Milliseconds: whoever loads waits this long.
-define(LIMIT, 60000).

run(Number, Fun) ->
    {Pid, Monitor} = spawn_monitor(fun() -> exit(Fun()) end),
    receive
        {'DOWN', Monitor, process, Pid, Value} -> swerl_load:returned(Number, Value)
    after ?LIMIT ->
        exit(Pid, kill),
        swerl_load:returned(Number, timeout)
    end.
