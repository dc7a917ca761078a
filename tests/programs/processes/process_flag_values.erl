-module(process_flag_values).
-export([main/0, undefined_function/3]).

%% What process_flag gives back, and what it sets.
main() ->
    process_flag(trap_exit, false),
    [flag(F, V) ||
        {F, V} <- [{trap_exit, false}, {trap_exit, true}, {trap_exit, false}, {trap_exit, maybe_so}, {trap_exit, 1},
                   {priority, high}, {priority, low}, {priority, max}, {priority, normal}, {priority, urgent},
                   {min_heap_size, 0}, {min_heap_size, 233}, {min_heap_size, 300}, {min_heap_size, 376}, {min_heap_size, 377},
                   {min_heap_size, 1000000}, {min_heap_size, 233}, {min_heap_size, -1}, {min_heap_size, a}, {min_heap_size, 1 bsl 70},
                   {min_bin_vheap_size, 0}, {min_bin_vheap_size, 50000}, {min_bin_vheap_size, 46422}, {min_bin_vheap_size, -1},
                   {fullsweep_after, 0}, {fullsweep_after, 10}, {fullsweep_after, 65535}, {fullsweep_after, 65536}, {fullsweep_after, 100000}, {fullsweep_after, -1},
                   {fullsweep_after, 65535},
                   {max_heap_size, 0}, {max_heap_size, 10000000}, {max_heap_size, #{size => 20000000}},
                   {max_heap_size, #{size => 20000000, kill => false}}, {max_heap_size, #{size => 30000000, error_logger => false}},
                   {max_heap_size, #{kill => true}}, {max_heap_size, #{size => 0, kill => true, error_logger => true}},
                   {max_heap_size, #{size => a}}, {max_heap_size, #{size => 10}}, {max_heap_size, 10}, {max_heap_size, -1},
                   {max_heap_size, #{size => 1000000, foo => bar}}, {max_heap_size, #{size => 0, kill => 1}},
                   {max_heap_size, #{size => 0, kill => true, error_logger => true}},
                   {message_queue_data, off_heap}, {message_queue_data, on_heap}, {message_queue_data, mixed}, {message_queue_data, foo},
                   {save_calls, 0}, {save_calls, -1}, {save_calls, 10001}, {save_calls, a},
                   {sensitive, true}, {sensitive, false}, {sensitive, 0},
                   {error_handler, my_handler}, {error_handler, error_handler}, {error_handler, 1},
                   {async_dist, true}, {nonsense, 1}, {1, 2}]],
    spawned([]),
    spawned([{min_heap_size, 1000}, {min_bin_vheap_size, 100000}, {fullsweep_after, 3}, {priority, low},
             {message_queue_data, off_heap}, {max_heap_size, #{size => 5000000, kill => false}}]),
    [wrong(O) || O <- [[{min_heap_size, -1}], [{priority, foo}], [foo], [{foo, 1}], foo, [link | monitor], [{max_heap_size, 5}],
                       [{fullsweep_after, a}], [{message_queue_data, a}], [{scheduler, a}], [{monitor, a}], [{monitor, [{tag, x}]}], [{link, true}]]],
    handler(),
    hidden(),
    heap_honoured().

flag(F, V) ->
    R = try process_flag(F, V) catch C:E -> {C, E} end,
    io:format("~p ~p: ~p~n", [F, V, R]),
    I = try process_info(self(), F) catch C1:E1 -> {C1, E1} end,
    io:format("    ~p~n", [I]).

spawned(Options) ->
    Self = self(),
    Items = [min_heap_size, min_bin_vheap_size, fullsweep_after, priority, message_queue_data, max_heap_size, trap_exit, error_handler],
    P = spawn_opt(fun() -> Self ! process_info(self(), Items) end, Options),
    receive Info -> io:format("~p~n", [Info]) end,
    is_pid(P).

wrong(Options) ->
    io:format("~p: ~p~n", [Options, try is_pid(spawn_opt(fun() -> ok end, Options)) catch C:E -> {C, E} end]).

%% Calls of what is not there go to the error handler of the process.
handler() ->
    process_flag(error_handler, ?MODULE),
    io:format("~p~n", [no_such_module:f(1, [2], 3, 4, {5}, 6)]),
    io:format("~p~n", [?MODULE:nothing(a)]),
    io:format("~p~n", [apply(no_such_module, g, [])]),
    process_flag(error_handler, error_handler),
    io:format("~p~n", [try no_such_module:f(1) catch C1:E1 -> {C1, E1} end]).

undefined_function(M, F, A) -> {handled, M, F, A}.

%% What a sensitive process holds is not shown to others.
hidden() ->
    Self = self(),
    P = spawn(fun() ->
        put(key, secret),
        process_flag(sensitive, true),
        Self ! ready,
        receive stop -> ok end end),
    P ! secret,
    receive ready -> ok end,
    io:format("~p~n", [process_info(P, [dictionary, messages, backtrace, links])]),
    exit(P, kill).

heap_honoured() ->
    Self = self(),
    spawn_opt(fun() -> Self ! process_info(self(), heap_size), garbage_collect(), Self ! process_info(self(), heap_size) end, [{min_heap_size, 20000}]),
    receive {heap_size, N} -> io:format("~p~n", [N >= 20000]) end,
    receive {heap_size, N2} -> io:format("~p~n", [N2 >= 20000]) end,
    process_flag(min_heap_size, 30000),
    garbage_collect(),
    {heap_size, N3} = process_info(self(), heap_size),
    io:format("~p~n", [N3 >= 30000]).
