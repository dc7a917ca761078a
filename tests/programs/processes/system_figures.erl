-module(system_figures).
-export([main/0]).

%% What memory, statistics, system_info and system_flag say, as far as it is the same everywhere.
main() ->
    memory(),
    binaries_count(),
    tables_count(),
    processes_count(),
    atoms_count(),
    statistics(),
    loads(),
    info(),
    flags().

memory() ->
    Memory = erlang:memory(),
    io:format("~p~n", [[Key || {Key, Bytes} <- Memory, is_integer(Bytes), Bytes >= 0]]),
    Get = fun(Key) -> proplists:get_value(Key, Memory) end,
    io:format("~p~n", [Get(total) =:= Get(processes) + Get(system)]),
    io:format("~p~n", [Get(processes_used) =< Get(processes)]),
    io:format("~p~n", [Get(atom_used) =< Get(atom)]),
    io:format("~p~n", [Get(system) >= Get(atom) + Get(code) + Get(binary) + Get(ets)]),
    io:format("~p~n", [[Key || {Key, Bytes} <- erlang:memory([ets, total, ets]), is_integer(Bytes)]]),
    io:format("~p~n", [is_integer(erlang:memory(code))]),
    io:format("~p~n", [erlang:memory([])]),
    [io:format("~p~n", [try erlang:memory(X) catch C:E -> {C, E} end]) || X <- [foo, [foo], [total | foo], 1]].

%% What is made is counted.
binaries_count() ->
    Before = erlang:memory(binary),
    Binary = binary:copy(<<1, 2, 3, 4>>, 1000000),
    During = erlang:memory(binary),
    io:format("~p~n", [During - Before >= 4000000]),
    io:format("~p~n", [byte_size(Binary)]).

tables_count() ->
    Before = erlang:memory(ets),
    Count = erlang:system_info(ets_count),
    T = ets:new(t, []),
    [ets:insert(T, {N, N, N}) || N <- lists:seq(1, 20000)],
    During = erlang:memory(ets),
    io:format("~p~n", [During - Before >= 20000 * 5 * 8]),
    io:format("~p~n", [erlang:system_info(ets_count) - Count]),
    ets:delete(T),
    timer:sleep(50),
    io:format("~p~n", [erlang:memory(ets) - Before < 500000]).

processes_count() ->
    Count = erlang:system_info(process_count),
    Before = erlang:memory(processes),
    Pids = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, 2500)],
    io:format("~p~n", [erlang:memory(processes) - Before >= 2500 * 300]),
    io:format("~p~n", [erlang:system_info(process_count) - Count]),
    [P ! stop || P <- Pids],
    ok.

atoms_count() ->
    Before = erlang:memory(atom_used),
    Count = erlang:system_info(atom_count),
    _ = [list_to_atom("some_atom_of_figures_" ++ integer_to_list(N)) || N <- lists:seq(1, 1000)],
    io:format("~p~n", [erlang:system_info(atom_count) - Count >= 1000]),
    io:format("~p~n", [erlang:memory(atom_used) - Before >= 20000]).

statistics() ->
    {C1, 0} = erlang:statistics(context_switches),
    {E1, _} = erlang:statistics(exact_reductions),
    {R1, _} = erlang:statistics(reductions),
    {G1, _, 0} = erlang:statistics(garbage_collection),
    {W1, _} = erlang:statistics(wall_clock),
    lists:foreach(fun(_) -> timer:sleep(1), garbage_collect() end, lists:seq(1, 20)),
    sum(100000, 0),
    timer:sleep(1),
    {C2, 0} = erlang:statistics(context_switches),
    {E2, E} = erlang:statistics(exact_reductions),
    {R2, R} = erlang:statistics(reductions),
    {G2, _, 0} = erlang:statistics(garbage_collection),
    {W2, W} = erlang:statistics(wall_clock),
    io:format("~p~n", [[C2 - C1 >= 20, E2 - E1 >= 100000, R2 - R1 >= 100000, G2 - G1 >= 20, W2 - W1 >= 20]]),
    io:format("~p~n", [[E =:= E2 - E1, R =:= R2 - R1, W =:= W2 - W1]]),
    {{input, In}, {output, Out}} = erlang:statistics(io),
    io:format("~p~n", [[is_integer(In), is_integer(Out)]]),
    {T, D} = erlang:statistics(runtime),
    io:format("~p~n", [T >= D]),
    [io:format("~p~n", [try erlang:statistics(X) catch C:Reason -> {C, Reason} end]) || X <- [foo, 1, "io", {io}]].

sum(0, S) -> S;
sum(N, S) -> sum(N - 1, S + N).

loads() ->
    Pids = [spawn(fun busy/0) || _ <- lists:seq(1, 20)],
    Queued = [erlang:statistics(Key) || Key <- [run_queue, total_run_queue_lengths, total_run_queue_lengths_all]],
    io:format("~p~n", [[N > 0 || N <- Queued]]),
    Active = [erlang:statistics(Key) || Key <- [total_active_tasks, total_active_tasks_all]],
    io:format("~p~n", [[N > 0 || N <- Active]]),
    Lists = [erlang:statistics(Key) ||
                Key <- [run_queue_lengths, run_queue_lengths_all, active_tasks, active_tasks_all]],
    io:format("~p~n", [[{lists:sum(L) > 0, length(L) > erlang:system_info(schedulers)} || L <- Lists]]),
    [exit(P, kill) || P <- Pids],
    io:format("~p~n", [erlang:system_flag(scheduler_wall_time, true)]),
    First = lists:sort(erlang:statistics(scheduler_wall_time)),
    sum(1000000, 0),
    timer:sleep(5),
    Second = lists:sort(erlang:statistics(scheduler_wall_time)),
    io:format("~p~n", [lists:all(fun({{I, A1, T1}, {I, A2, T2}}) -> A2 >= A1 andalso T2 > T1 andalso A2 =< T2 end,
                                 lists:zip(First, Second))]),
    io:format("~p~n", [[is_list(erlang:statistics(scheduler_wall_time_all)), length(First) >= erlang:system_info(schedulers)]]),
    io:format("~p~n", [erlang:system_flag(scheduler_wall_time, false)]),
    io:format("~p~n", [erlang:statistics(scheduler_wall_time)]).

busy() -> busy().

info() ->
    [io:format("~p: ~p~n", [Key, try erlang:system_info(Key) catch C:E -> {C, E} end]) ||
        Key <- [fullsweep_after, garbage_collection, heap_type, max_heap_size, message_queue_data, min_heap_size,
                min_bin_vheap_size, heap_sizes, ets_limit, port_limit, atom_limit, compat_rel, debug_compiled, dynamic_trace,
                dynamic_trace_probes, machine, otp_release, multi_scheduling, multi_scheduling_blockers,
                normal_multi_scheduling_blockers, port_parallelism, smp_support, threads, time_correction, time_offset,
                time_warp_mode, tolerant_timeofday, trace_control_word, wordsize, {wordsize, internal}, {wordsize, external},
                {wordsize, other}, {wordsize}, emu_flavor, emu_type, build_type, sequential_tracer, modified_timing_level,
                creation, taints, context_reductions, scheduler_bind_type, {cpu_topology, defined}, elib_malloc, foo, {foo, bar}, 1,
                "machine", []]],
    [io:format("~p: ~p~n", [Key, is_integer(erlang:system_info(Key))]) ||
        Key <- [schedulers, schedulers_online, logical_processors, process_count, process_limit, atom_count, ets_count,
                port_count, scheduler_id, thread_pool_size, dirty_cpu_schedulers, dirty_io_schedulers, start_time, end_time]],
    [io:format("~p: ~p~n", [Key, is_list(erlang:system_info(Key))]) ||
        Key <- [system_version, system_architecture, version, cpu_topology, os_monotonic_time_source, os_system_time_source]],
    Schedulers = erlang:system_info(schedulers),
    io:format("~p~n", [tuple_size(erlang:system_info(scheduler_bindings)) =:= Schedulers]),
    io:format("~p~n", [erlang:system_info(schedulers_state) =:= {Schedulers, Schedulers, Schedulers}]).

flags() ->
    [io:format("~p ~p: ~p~n", [Key, Value, try erlang:system_flag(Key, Value) catch C:E -> {C, E} end]) ||
        {Key, Value} <- [{min_heap_size, 300}, {min_heap_size, 233}, {min_heap_size, -1}, {fullsweep_after, 20}, {fullsweep_after, a},
                         {min_bin_vheap_size, 50000}, {max_heap_size, 10000000}, {max_heap_size, 10},
                         {backtrace_depth, 3}, {backtrace_depth, -1}, {backtrace_depth, a}, {scheduler_wall_time, foo},
                         {time_offset, finalize}, {time_offset, foo}, {schedulers_online, 0}, {schedulers_online, 10000},
                         {foo, 1}, {1, 2}]],
    io:format("~p~n", [deep(10)]),
    Self = self(),
    Items = [min_heap_size, fullsweep_after, min_bin_vheap_size, max_heap_size],
    spawn(fun() -> Self ! process_info(self(), Items) end),
    receive Info -> io:format("~p~n", [Info]) end,
    [io:format("~p~n", [erlang:system_info(Key)]) || Key <- [min_heap_size, fullsweep_after, garbage_collection]],
    [io:format("~p ~p: ~p~n", [Key, Value, erlang:system_flag(Key, Value)]) ||
        {Key, Value} <- [{min_heap_size, 233}, {fullsweep_after, 65535}, {min_bin_vheap_size, 46422}, {max_heap_size, 0},
                         {backtrace_depth, 8}]],
    io:format("~p~n", [length(deep(10)) > 0]).

%% The functions of a stack trace.
deep(0) -> try error(deep) catch error:deep:Stack -> [F || {_, F, _, _} <- Stack] end;
deep(N) -> [_ | _] = L = deep(N - 1), L.
