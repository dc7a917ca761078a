%% What is asked of and told by processes that have ended, are suspended or deep in a recursion.
-module(answers_of_the_late).
-export([main/0, deep/1]).

main() ->
    flushing(),
    heirs(),
    io:format("~p~n", [process_info(self(), [trace, priority])]),
    stacks(),
    suspended(),
    protection(),
    Request = spawn_request(no_node, a, b),
    receive {spawn_reply, Request, error, Why} -> io:format("~p~n", [Why]) end,
    Clock = monitor(time_offset, clock_service),
    io:format("~p~n", [process_info(self(), monitors)]),
    demonitor(Clock),
    io:format("~p~n", [process_info(self(), monitors)]),
    io:format("~p~n", [[process_flag(scheduler, N) || N <- [1, 0, 0]]]),
    io:format("~p~n", [[process_flag(monitor_nodes, Is) || Is <- [true, true, false, false]]]),
    times().

%% Any message of five parts with the reference goes.
flushing() ->
    Ref = monitor(process, nobody, [{tag, mine}]),
    receive after 10 -> ok end,
    demonitor(Ref, [flush]),
    self() ! {other, Ref, x},
    demonitor(Ref, [flush]),
    receive {Tag, Ref, _} -> io:format("~p~n", [Tag]) end,
    receive Any -> io:format("~p~n", [Any]) after 0 -> io:format("none~n") end.

heirs() ->
    {Dead, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    Table = ets:new(t, [{heir, Dead, x}]),
    Other = ets:new(t, [{heir, self(), x}]),
    ets:setopts(Other, {heir, Dead, x}),
    io:format("~p ~p~n", [ets:info(Table, heir), ets:info(Other, heir)]).

deep(0) -> receive stop -> [] end;
deep(N) -> [N | deep(N - 1)].

stacks() ->
    Pid = spawn(?MODULE, deep, [20]),
    receive after 10 -> ok end,
    {_, Stack} = process_info(Pid, current_stacktrace),
    io:format("~p~n", [[{F, A} || {_, F, A, _} <- Stack]]),
    Pid ! stop.

%% The time of a receive runs on.
suspended() ->
    Self = self(),
    Pid = spawn(fun() -> receive M -> Self ! {got, M} after 50 -> Self ! late end end),
    receive after 10 -> ok end,
    erlang:suspend_process(Pid),
    Pid ! message,
    receive after 100 -> ok end,
    erlang:resume_process(Pid),
    receive Told -> io:format("~p~n", [Told]) end.

protection() ->
    Table = ets:new(t, []),
    Set = fun(Options) ->
        Is = (catch ets:setopts(Table, Options)) =:= true,
        {Is, ets:info(Table, protection)}
    end,
    io:format("~p~n", [[Set(Options) || Options <- [
        {protection, private}, [{protection, public}, {heir, none}], {protection, no},
        [{protection, private}, {protection, private}]
    ]]]),
    {_, Ref} = spawn_monitor(fun() -> exit(catch ets:insert(Table, {1})) end),
    receive {'DOWN', Ref, _, _, Reason} -> io:format("~p~n", [Reason]) end.

%% The times are there as long as somebody who lives wants them.
times() ->
    {_, Ref} = spawn_monitor(fun() -> erlang:system_flag(scheduler_wall_time, true) end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    receive after 50 -> ok end,
    io:format("~p~n", [erlang:statistics(scheduler_wall_time)]).
