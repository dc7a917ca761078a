-module(random_signals).
-export([main/0, worker/0, woken/0]).

%% Random histories of processes that link, monitor, name, suspend and end each other. After each step everybody
%% comes to rest and shows what has come. SEED and COUNT in the environment choose other histories, and more.
main() ->
    process_flag(trap_exit, true),
    First = number("SEED", 1),
    Count = number("COUNT", 15),
    [history(Seed) || Seed <- lists:seq(First, First + Count - 1)],
    ok.

number(Name, Default) ->
    case os:getenv(Name) of
        false -> Default;
        Text -> list_to_integer(Text)
    end.

-define(STEPS, 40).
-define(NAMES, [anna, bert, cleo]).

history(Seed) ->
    rand:seed(exsss, Seed),
    io:format("history ~w~n", [Seed]),
    put(pids, []), put(refs, []), put(alive, []),
    [add(spawn(?MODULE, worker, [])) || _ <- lists:seq(1, 4)],
    settle(),
    [step() || _ <- lists:seq(1, ?STEPS)],
    [exit(P, kill) || P <- get(alive)],
    settle(),
    flush_all(),
    erase(pids), erase(refs), erase(alive).

flush_all() -> receive _ -> flush_all() after 0 -> ok end.

add(Pid) ->
    case lists:keymember(Pid, 1, get(pids)) of
        true -> ok;
        false ->
            put(pids, get(pids) ++ [{Pid, list_to_atom("w" ++ integer_to_list(length(get(pids)) + 1))}]),
            put(alive, get(alive) ++ [Pid])
    end,
    Pid.

%% One of those that live does something.
step() ->
    case get(alive) of
        [] -> add(spawn(?MODULE, worker, [])), settle();
        Alive ->
            Actor = one(Alive),
            put(actor, Actor),
            Op = operation(Actor),
            io:format("~w: ~w", [known(Actor), known(Op)]),
            Result = ask(Actor, Op),
            note(Result),
            shown(Op, Actor, Result),
            settle(),
            show()
    end.

%% Whether who ends another one ends with it before it can say something is chance.
shown({exit, X, _}, Actor, _) when X =/= Actor -> io:nl();
shown(_, _, Result) -> io:format(" -> ~w~n", [known(Result)]).

one(List) -> lists:nth(rand:uniform(length(List)), List).

any_pid() -> element(1, one(get(pids))).

any_ref(Actor) ->
    case [R || {R, P, _} <- get(refs), P =:= Actor] of
        [] -> make_ref();
        Refs -> one(Refs)
    end.

reason() -> one([normal, normal, kill, killed, shutdown, {shutdown, x}, oops, {a, "b"}, noproc]).

operation(Actor) ->
    X = any_pid(),
    N = one(?NAMES),
    case rand:uniform(40) of
        1 -> {link, X};
        2 -> {link, X};
        3 -> {link, X};
        4 -> {unlink, X};
        5 -> {monitor, X};
        6 -> {monitor, X};
        7 -> {monitor, N};
        8 -> {monitor, {N, node()}};
        9 -> {monitor, X, [{tag, {my, tag}}]};
        10 -> {monitor, X, [{alias, one([explicit_unalias, demonitor, reply_demonitor])}]};
        11 -> {demonitor, any_ref(Actor), []};
        12 -> {demonitor, any_ref(Actor), [flush]};
        13 -> {demonitor, any_ref(Actor), [info]};
        14 -> {demonitor, any_ref(Actor), [flush, info]};
        15 -> {trap, true};
        16 -> {trap, one([true, false])};
        17 -> {exit, X, reason()};
        18 -> {exit, X, reason()};
        19 -> {exit, Actor, reason()};
        20 -> {leave, reason()};
        21 -> {exit, any_pid(), reason()};
        22 -> {link, any_pid()};
        23 -> return;
        24 -> {register, N, X};
        25 -> {unregister, N};
        26 -> {send, N, {hello, rand:uniform(9)}};
        27 -> {send, X, {hello, rand:uniform(9)}};
        28 -> {alias, one([[], [reply], [explicit_unalias]])};
        29 -> {unalias, any_ref(Actor)};
        30 -> {send, element(1, one([{make_ref(), 0, 0} | get(refs)])), {by_alias, rand:uniform(9)}};
        31 -> {spawn, one([[], [link], [monitor], [link, monitor], [{monitor, [{tag, t}]}], [{monitor, [{alias, demonitor}]}, link]])};
        32 -> {spawn, one([[link], [monitor], [link, monitor]])};
        33 -> {spawn_request, one([[], [link], [monitor], [{reply, error_only}], [{reply_tag, hey}, link]])};
        34 -> {info, X};
        35 -> {alive, X};
        36 -> {timer, one([X, N]), one([0, 1])};
        37 -> {cancel, X};
        38 -> {suspend, X};
        39 -> hibernate;
        40 -> {leader, X}
    end.

%% What the actor says, or that it has ended.
ask(Actor, Op) ->
    Ref = monitor(process, Actor),
    Actor ! {do, self(), Ref, Op},
    receive
        {did, Ref, Result} -> demonitor(Ref, [flush]), Result;
        {'DOWN', Ref, process, Actor, Reason} -> {ended, plain(Reason)}
    end.

%% New processes and references get names.
note({ok, Pid}) when is_pid(Pid) -> add(Pid);
note({ok, {Pid, Ref}}) when is_pid(Pid), is_reference(Ref) -> add(Pid), note_ref(Ref);
note({ok, Ref}) when is_reference(Ref) -> note_ref(Ref);
note(_) -> ok.

note_ref(Ref) ->
    Name = list_to_atom("r" ++ integer_to_list(length(get(refs)) + 1)),
    Owner = get(actor),
    put(refs, get(refs) ++ [{Ref, Owner, Name}]).

%% Questions until nobody has ties to one that has ended: those who end take their time to tell.
settle() -> settle(1000).

settle(0) -> io:format("restless~n");
settle(N) ->
    [put(alive, [P || P <- get(alive), answers(P)]) || _ <- [1, 2]],
    case lists:all(fun rests/1, get(alive)) of
        true -> ok;
        false -> timer:sleep(1), settle(N - 1)
    end.

rests(P) ->
    case ask(P, ties) of
        {ended, _} -> false;
        {Links, Monitors, By} ->
            Others = Links ++ By ++ [X || {process, X} <- Monitors, is_pid(X)],
            lists:all(fun(X) -> lists:member(X, get(alive)) orelse not lists:keymember(X, 1, get(pids)) end, Others)
    end.

answers(P) ->
    Ref = monitor(process, P),
    P ! {do, self(), Ref, ping},
    receive
        {did, Ref, pong} -> demonitor(Ref, [flush]), true;
        {'DOWN', Ref, process, P, _} -> false
    end.

show() ->
    Alive = get(alive),
    [case ask(P, messages) of
         [] -> ok;
         Messages ->
             [note_message(M) || M <- Messages],
             io:format("    ~w has ~w~n", [known(P), lists:sort([known(plain(M)) || M <- Messages])])
     end || P <- Alive],
    io:format("    alive ~w, named ~w~n",
              [[known(P) || P <- Alive], [{N, known(whereis(N))} || N <- ?NAMES, whereis(N) =/= undefined]]),
    [case ask(P, ties) of
         {[], [], []} -> ok;
         {Links, Monitors, By} ->
             io:format("    ~w ~w ~w ~w~n",
                       [known(P), lists:sort(known(Links)), lists:sort(known(Monitors)),
                        lists:sort([known(B) || B <- By])])
     end || P <- Alive].

note_message({spawn_reply, _, ok, Pid}) -> add(Pid);
note_message({hey, _, ok, Pid}) -> add(Pid);
note_message(_) -> ok.

%% Without stack traces.
plain({'EXIT', P, R}) -> {'EXIT', P, plain(R)};
plain({'DOWN', M, process, P, R}) -> {'DOWN', M, process, P, plain(R)};
plain({{my, tag}, M, process, P, R}) -> {{my, tag}, M, process, P, plain(R)};
plain({t, M, process, P, R}) -> {t, M, process, P, plain(R)};
plain({R, [{M, F, A, I} | _]}) when is_atom(M), is_atom(F), is_list(I) -> {R, {M, F, A}};
plain(R) -> R.

%% Names in the place of pids and references.
known(Pid) when Pid =:= self() -> main;
known(Pid) when is_pid(Pid) ->
    case lists:keyfind(Pid, 1, get(pids)) of
        {_, Name} -> Name;
        false -> pid
    end;
known(Ref) when is_reference(Ref) ->
    case lists:keyfind(Ref, 1, get(refs)) of
        {_, _, Name} -> Name;
        false -> ref
    end;
known([H | T]) -> [known(H) | known(T)];
known(Tuple) when is_tuple(Tuple) -> list_to_tuple(known(tuple_to_list(Tuple)));
known(Term) -> Term.

worker() ->
    receive
        {do, From, Ref, Op} ->
            case act(Op) of
                hibernate -> From ! {did, Ref, ok}, erlang:hibernate(?MODULE, woken, []);
                return -> ok;
                Result -> From ! {did, Ref, Result}, worker()
            end
    end.

woken() -> worker().

act(ping) -> pong;
act(messages) -> messages();
act(ties) ->
    [{links, L}, {monitors, M}, {monitored_by, B}] = process_info(self(), [links, monitors, monitored_by]),
    {L, M, B};
act(hibernate) -> hibernate;
act(return) -> return;
act({leave, Reason}) -> exit(Reason);
act(Op) -> try {ok, do(Op)} catch C:R -> {C, R} end.

do({link, X}) -> link(X);
do({unlink, X}) -> unlink(X);
do({monitor, X}) -> monitor(process, X);
do({monitor, X, Options}) -> monitor(process, X, Options);
do({demonitor, R, Options}) -> demonitor(R, Options);
do({trap, Flag}) -> process_flag(trap_exit, Flag);
do({exit, X, Reason}) -> exit(X, Reason);
do({register, N, X}) -> register(N, X);
do({unregister, N}) -> unregister(N);
do({send, To, Message}) -> To ! Message, sent;
do({alias, Options}) -> alias(Options);
do({unalias, R}) -> unalias(R);
do({spawn, Options}) -> spawn_opt(?MODULE, worker, [], Options);
do({spawn_request, Options}) -> spawn_request(?MODULE, worker, [], Options), requested;
do({info, X}) -> process_info(X, [trap_exit, registered_name, message_queue_len, initial_call, priority]);
do({alive, X}) -> is_process_alive(X);
do({timer, To, 0}) -> erlang:start_timer(0, To, tick), timer:sleep(3), started;
do({timer, To, 1}) -> erlang:send_after(1, To, tock), timer:sleep(5), started;
do({cancel, X}) ->
    T = erlang:send_after(1000000, X, never),
    Left = erlang:read_timer(T),
    {Left > 0, erlang:cancel_timer(T) > 0, erlang:cancel_timer(T), erlang:read_timer(T)};
do({suspend, X}) ->
    R = erlang:suspend_process(X),
    S = process_info(X, status),
    {R, S, erlang:resume_process(X)};
do({leader, X}) -> group_leader(X, X), element(2, process_info(X, group_leader)) =:= X.

messages() ->
    receive Message when element(1, Message) =/= do -> [Message | messages()]
    after 0 -> []
    end.
