-module(process_info_items).
-export([main/0, waiter/0, sleeper/0, woken/0]).

%% Every item of process_info for processes that wait, hibernate, compute and have ended.
main() ->
    Main = self(),
    Waiting = spawn(?MODULE, waiter, []),
    Hibernating = spawn(?MODULE, sleeper, []),
    {Ended, M} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', M, process, Ended, _} -> ok end,
    {Tuned, Monitor} = spawn_opt(
        fun() ->
            process_flag(trap_exit, true),
            put(key, {2, "x"}),
            register(tuned, self()),
            Main ! ready,
            catch waiter()
        end,
        [{priority, high}, {min_heap_size, 500}, {fullsweep_after, 3}, {max_heap_size, 100000},
         {message_queue_data, off_heap}, monitor, link]),
    receive ready -> ok end,
    wait_for(fun() -> process_info(Tuned, status) =:= {status, waiting} end),
    wait_for(fun() -> process_info(Hibernating, current_function) =:= {current_function, {erlang, hibernate, 3}} end),
    wait_for(fun() -> process_info(Waiting, status) =:= {status, waiting} end),
    Names = #{Main => main, Waiting => waiting, Hibernating => hibernating, Tuned => tuned},
    [begin
         io:format("~p~n", [Name]),
         [show(Item, fun() -> known(process_info(Pid, Item), Names) end) || Item <- items()],
         [show(List, fun() -> known(process_info(Pid, List), Names) end) ||
             List <- [[], [status, registered_name, status], [status, nonsense], [status | nonsense],
                      {status}, "a", [[status]]]]
     end || {Name, Pid} <- [{waiting, Waiting}, {hibernating, Hibernating}, {ended, Ended}, {tuned, Tuned}]],
    [show(Pid, fun() -> process_info(Pid, status) end) || Pid <- [name, 1, tuned, "x", list_to_pid("<0.9999.0>")]],
    [show(Pid, fun() -> process_info(Pid) end) || Pid <- [name, 1, tuned, "x", list_to_pid("<0.9999.0>")]],
    sorts(Waiting),
    io:format("~p~n", [[Item || {Item, _} <- process_info(Waiting)]]),
    io:format("~p~n", [[Item || {Item, _} <- process_info(Tuned)]]),
    itself(),
    binaries(),
    parents(),
    unlink(Tuned), demonitor(Monitor), exit(Tuned, kill).

%% Those whose values are the same everywhere.
items() ->
    [catchlevel, current_function, current_location, current_stacktrace, dictionary, error_handler, initial_call, links,
     last_calls, message_queue_len, messages, min_heap_size, min_bin_vheap_size, monitored_by, monitors,
     message_queue_data, parent, priority, registered_name, sequential_trace_token, status, suspending, trap_exit,
     max_heap_size, fullsweep_after, binary, garbage_collection, nonsense, {dictionary, key}, 1].

%% Of the others, what they look like.
sorts(Pid) ->
    {backtrace, Text} = process_info(Pid, backtrace),
    io:format("~p~n", [{is_binary(Text), binary:match(Text, <<"process_info_items:waiter/0">>) =/= nomatch,
                        binary:match(Text, <<"<terminate process normally>">>) =/= nomatch}]),
    [{group_leader, G}, {heap_size, H}, {memory, B}, {reductions, R}, {stack_size, S}, {total_heap_size, T}] =
        process_info(Pid, [group_leader, heap_size, memory, reductions, stack_size, total_heap_size]),
    io:format("~p~n", [{is_pid(G), H > 0, B > H, R > 0, S > 0, T >= H}]),
    {garbage_collection_info, Info} = process_info(Pid, garbage_collection_info),
    io:format("~p~n", [[Key || {Key, Words} <- Info, is_integer(Words)]]).

itself() ->
    io:format("~p~n", [process_info(self(), status)]),
    self() ! one, self() ! {two, "2"},
    io:format("~p~n", [process_info(self(), [message_queue_len, messages])]),
    receive one -> ok end,
    io:format("~p~n", [process_info(self(), [messages, current_function])]),
    receive {two, _} -> ok end,
    {garbage_collection, List} = process_info(self(), garbage_collection),
    garbage_collect(),
    io:format("~p~n", [lists:keymember(minor_gcs, 1, List)]).

binaries() ->
    Binary = binary:copy(<<"0123456789">>, 100),
    Parent = self(),
    P = spawn(fun() -> put(kept, Binary), Parent ! ready, receive stop -> ok end end),
    receive ready -> ok end,
    {binary, [{Id, Size, References}]} = process_info(P, binary),
    io:format("~p~n", [{is_integer(Id), Size, References >= 2}]),
    exit(P, kill),
    byte_size(Binary).

parents() ->
    Self = self(),
    spawn(fun() ->
        Child = self(),
        io:format("~p~n", [process_info(self(), parent) =:= {parent, Self}]),
        spawn(fun() -> Self ! (process_info(self(), parent) =:= {parent, Child}) end)
    end),
    receive Answer -> io:format("~p~n", [Answer]) end.

waiter() -> receive stop -> ok end, waiter().
sleeper() -> put(k, v), erlang:hibernate(?MODULE, woken, []).
woken() -> receive X -> X end, sleeper().

%% Pids by what they are.
known(Pid, Names) when is_pid(Pid) -> maps:get(Pid, Names, other);
known({garbage_collection, List}, _) -> {garbage_collection, lists:keydelete(minor_gcs, 1, List)};
known([H | T], Names) -> [known(H, Names) | known(T, Names)];
known(Tuple, Names) when is_tuple(Tuple) -> list_to_tuple(known(tuple_to_list(Tuple), Names));
known(Term, _) -> Term.

show(What, F) ->
    io:format("~p: ~p~n", [What, try F() catch C:E -> {C, E} end]).

wait_for(F) ->
    case F() of
        true -> ok;
        false -> timer:sleep(5), wait_for(F)
    end.
