-module(suspending).
-export([main/0]).

%% Suspended processes do not run, but their signals act.
main() ->
    process_flag(trap_exit, true),
    counting(),
    errors(),
    signals_act(),
    timeouts_wait(),
    suspender_ends(),
    asynchronous(),
    unless_suspending(),
    info(),
    mutual(),
    exits().

counter(N) ->
    receive
        {get, From} -> From ! {count, N}, counter(N);
        inc -> counter(N + 1);
        stop -> ok
    end.

ask(P, Time) ->
    P ! {get, self()},
    receive {count, N} -> N after Time -> nothing end.

counting() ->
    P = spawn_link(fun() -> counter(0) end),
    P ! inc,
    io:format("~p~n", [ask(P, 5000)]),
    io:format("~p~n", [erlang:suspend_process(P)]),
    io:format("~p~n", [process_info(P, status)]),
    P ! inc, P ! inc,
    io:format("~p~n", [ask(P, 50)]),
    io:format("~p~n", [process_info(P, message_queue_len)]),
    io:format("~p~n", [erlang:suspend_process(P)]),
    io:format("~p~n", [process_info(self(), suspending) =:= {suspending, [{P, 2, 0}]}]),
    io:format("~p~n", [erlang:resume_process(P)]),
    io:format("~p~n", [process_info(P, status)]),
    io:format("~p~n", [erlang:resume_process(P)]),
    receive {count, N} -> io:format("~p~n", [N]) end,
    io:format("~p~n", [process_info(self(), suspending)]),
    io:format("~p~n", [process_info(P, status)]),
    io:format("~p~n", [try erlang:resume_process(P) catch C:R -> {C, R} end]),
    P ! stop,
    receive {'EXIT', P, W} -> io:format("~p~n", [W]) end.

errors() ->
    {Dead, M} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', M, _, _, _} -> ok end,
    P = spawn(fun() -> counter(0) end),
    [io:format("~p~n", [try F() catch C:R -> {C, R} end]) ||
        F <- [fun() -> erlang:suspend_process(self()) end,
              fun() -> erlang:suspend_process(Dead) end,
              fun() -> erlang:suspend_process(foo) end,
              fun() -> erlang:resume_process(self()) end,
              fun() -> erlang:resume_process(Dead) end,
              fun() -> erlang:resume_process(foo) end,
              fun() -> erlang:resume_process(P) end,
              fun() -> erlang:suspend_process(P, [foo]) end,
              fun() -> erlang:suspend_process(P, foo) end,
              fun() -> erlang:suspend_process(Dead, [asynchronous]) end,
              fun() -> erlang:suspend_process(Dead, [{asynchronous, a}]) end,
              fun() -> erlang:suspend_process(self(), [asynchronous]) end,
              fun() -> erlang:suspend_process(P, []) end,
              fun() -> erlang:resume_process(P) end,
              fun() -> process_flag(P, save_calls, 0) end,
              fun() -> process_flag(P, priority, high) end,
              fun() -> process_flag(P, save_calls, -1) end,
              fun() -> process_flag(Dead, save_calls, 0) end,
              fun() -> process_flag(self(), save_calls, 0) end,
              fun() -> process_flag(foo, save_calls, 0) end]],
    exit(P, kill).

%% Links, monitors and exits go through.
signals_act() ->
    P = spawn(fun() -> counter(0) end),
    erlang:suspend_process(P),
    link(P),
    io:format("~p~n", [process_info(P, links) =:= {links, [self()]}]),
    M = monitor(process, P),
    io:format("~p~n", [is_process_alive(P)]),
    io:format("~p~n", [erlang:garbage_collect(P)]),
    exit(P, reason),
    receive {'EXIT', P, R} -> io:format("~p~n", [R]) end,
    receive {'DOWN', M, process, P, R2} -> io:format("~p~n", [R2]) end,
    io:format("~p~n", [process_info(self(), suspending)]).

%% A receive that times out meanwhile goes on when the process is resumed.
timeouts_wait() ->
    Self = self(),
    P = spawn(fun() -> Self ! ready, receive never -> ok after 30 -> Self ! timed_out end end),
    receive ready -> ok end,
    erlang:suspend_process(P),
    io:format("~p~n", [receive timed_out -> early after 100 -> nothing end]),
    erlang:resume_process(P),
    io:format("~p~n", [receive timed_out -> late after 5000 -> nothing end]).

%% What a process suspends goes on when it ends.
suspender_ends() ->
    P = spawn(fun() -> counter(7) end),
    S = spawn(fun() -> erlang:suspend_process(P), erlang:suspend_process(P), receive go -> ok end end),
    wait_for(fun() -> process_info(P, status) =:= {status, suspended} end),
    erlang:suspend_process(P),
    M = monitor(process, S),
    S ! go,
    receive {'DOWN', M, _, _, _} -> ok end,
    io:format("~p~n", [ask(P, 50)]),
    erlang:resume_process(P),
    io:format("~p~n", [receive {count, N} -> N end]),
    exit(P, kill).

asynchronous() ->
    P = spawn(fun() -> counter(3) end),
    io:format("~p~n", [erlang:suspend_process(P, [asynchronous])]),
    wait_for(fun() -> process_info(P, status) =:= {status, suspended} end),
    io:format("~p~n", [erlang:suspend_process(P, [{asynchronous, {tag, 1}}])]),
    receive {{tag, 1}, State} -> io:format("~p~n", [State]) end,
    {suspending, [{P, A, O}]} = process_info(self(), suspending),
    io:format("~p~n", [A + O]),
    erlang:resume_process(P),
    erlang:resume_process(P),
    io:format("~p~n", [ask(P, 5000)]),
    exit(P, kill).

unless_suspending() ->
    P = spawn(fun() -> counter(4) end),
    io:format("~p~n", [erlang:suspend_process(P, [unless_suspending])]),
    io:format("~p~n", [erlang:suspend_process(P, [unless_suspending])]),
    io:format("~p~n", [erlang:suspend_process(P, [unless_suspending, asynchronous])]),
    erlang:resume_process(P),
    io:format("~p~n", [ask(P, 5000)]),
    exit(P, kill).

info() ->
    P = spawn(fun() -> put(a, 1), counter(5) end),
    5 = ask(P, 5000),
    erlang:suspend_process(P),
    P ! hello,
    io:format("~p~n", [process_info(P, [messages, dictionary, status, current_function, trap_exit, suspending])]),
    exit(P, kill).

%% One that is suspended in the middle of work goes on with it.
mutual() ->
    Self = self(),
    P = spawn(fun() -> Self ! {sum, sum(2000000, 0)} end),
    erlang:suspend_process(P),
    timer:sleep(20),
    io:format("~p~n", [process_info(P, status)]),
    erlang:resume_process(P),
    receive {sum, S} -> io:format("~p~n", [S]) end.

sum(0, S) -> S;
sum(N, S) -> sum(N - 1, S + N).

exits() ->
    P = spawn_link(fun() -> process_flag(trap_exit, true), counter(6) end),
    6 = ask(P, 5000),
    erlang:suspend_process(P),
    exit(P, trapped),
    io:format("~p~n", [process_info(P, messages) =:= {messages, [{'EXIT', self(), trapped}]}]),
    exit(P, kill),
    receive {'EXIT', P, R} -> io:format("~p~n", [R]) end.

wait_for(F) ->
    case F() of
        true -> ok;
        false -> timer:sleep(5), wait_for(F)
    end.
