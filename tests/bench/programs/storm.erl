-module(storm).
-export([run/0]).

run() ->
    process_flag(trap_exit, true),
    repeat(100000).

repeat(0) -> ok;
repeat(N) ->
    {Pid, Ref} = spawn_monitor(fun() -> receive go -> exit(bye) end end),
    link(Pid),
    Other = monitor(process, Pid),
    demonitor(Other, [flush]),
    Pid ! go,
    receive {'EXIT', Pid, bye} -> ok end,
    receive {'DOWN', Ref, process, Pid, bye} -> repeat(N - 1) end.
