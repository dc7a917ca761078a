-module(restarting).
-export([main/0]).

%% A process that starts its workers again when they die.
main() ->
    S = self(),
    Sup = spawn(fun() -> process_flag(trap_exit, true), supervise(S, start_all(S, [a, b]), 3) end),
    ready([a, b]),
    a ! crash,
    ready([a]),
    b ! {work, self(), 20},
    receive {result, R} -> io:format("~p~n", [R]) end,
    b ! crash, ready([b]),
    a ! crash, ready([a]),
    Ref = monitor(process, Sup),
    a ! crash,
    receive {'DOWN', Ref, process, Sup, Why} -> io:format("~p~n", [Why]) end,
    receive {restarts, L} -> io:format("~p~n", [L]) end,
    timer:sleep(10),
    io:format("~p~n", [[whereis(N) || N <- [a, b]]]).

ready([]) -> ok;
ready([N | Ns]) -> receive {up, N} -> io:format("~p is up~n", [N]), ready(Ns) end.

start_all(S, Names) -> [{start(S, N), N} || N <- Names].

start(S, Name) ->
    spawn_link(fun() -> register(Name, self()), S ! {up, Name}, worker() end).

worker() ->
    receive
        {work, From, N} -> From ! {result, N * N}, worker();
        crash -> exit(crashed)
    end.

supervise(S, Workers, Left) -> supervise(S, Workers, Left, []).

supervise(S, Workers, Left, Log) ->
    receive
        {'EXIT', _, _} when Left =:= 0 -> S ! {restarts, lists:reverse(Log)}, exit(too_many);
        {'EXIT', Pid, Reason} ->
            {Pid, Name} = lists:keyfind(Pid, 1, Workers),
            Next = [{start(S, Name), Name} | lists:keydelete(Pid, 1, Workers)],
            supervise(S, Next, Left - 1, [{Name, Reason} | Log])
    end.
