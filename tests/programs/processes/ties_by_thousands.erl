%% Processes that end with thousands of links, monitors and messages, and one that takes in thousands of signals.
-module(ties_by_thousands).
-export([main/0]).

-define(MANY, 3000).

main() ->
    process_flag(trap_exit, true),
    links(),
    watchers(),
    watched(),
    chain(),
    too_late(),
    swamped(),
    killed_amid_messages(),
    time_is_up().

%% Everybody who is linked hears of the end, after what was sent before.
links() ->
    Self = self(),
    Hub = spawn_link(fun() -> receive {go, Peers} -> [Peer ! before || Peer <- Peers], exit(enough) end end),
    Peers = [spawn_link(fun() -> peer(Hub, Self) end) || _ <- lists:seq(1, ?MANY)],
    [receive {linked, Peer} -> ok end || Peer <- Peers],
    Hub ! {go, Peers},
    Got = [receive {Peer, What} -> What end || Peer <- Peers],
    io:format("links: ~p~n", [tally(Got)]),
    receive {'EXIT', Hub, Reason} -> io:format("hub: ~p~n", [Reason]) end,
    Ends = [receive {'EXIT', Peer, Why} -> Why end || Peer <- Peers],
    io:format("peers: ~p~n", [tally(Ends)]).

peer(Hub, Parent) ->
    process_flag(trap_exit, true),
    link(Hub),
    Parent ! {linked, self()},
    First = receive One -> shape(One) end,
    Second = receive Other -> shape(Other) end,
    Parent ! {self(), {First, Second}}.

shape({'EXIT', _, Reason}) -> {exit, Reason};
shape(Message) -> Message.

%% As does everybody who watches, by pid or by name.
watchers() ->
    register(hub, Hub = spawn(fun() -> receive stop -> exit({stopped, "by", <<"us">>}) end end)),
    Pids = [erlang:monitor(process, Hub) || _ <- lists:seq(1, ?MANY)],
    Names = [erlang:monitor(process, hub) || _ <- lists:seq(1, ?MANY)],
    [demonitor(Ref) || {N, Ref} <- lists:zip(lists:seq(1, ?MANY), Pids), N rem 3 =:= 0],
    Hub ! stop,
    ByPid = [receive {'DOWN', Ref, process, Hub, Why} -> Why end
             || {N, Ref} <- lists:zip(lists:seq(1, ?MANY), Pids), N rem 3 > 0],
    ByName = [receive {'DOWN', Ref, process, {hub, _}, Why} -> Why end || Ref <- Names],
    io:format("by pid: ~p~nby name: ~p~n", [tally(ByPid), tally(ByName)]),
    io:format("nothing else: ~p, ~p~n", [receive Any -> Any after 0 -> none end, whereis(hub)]).

%% Monitors of a process that has ended are gone, before anybody hears of its end.
watched() ->
    Others = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, ?MANY)],
    {Pid, Ref} = spawn_monitor(fun() -> [erlang:monitor(process, Other) || Other <- Others], exit(done) end),
    receive {'DOWN', Ref, process, Pid, Why} -> io:format("watched: ~p~n", [Why]) end,
    Left = [process_info(Other, monitored_by) || Other <- Others],
    io:format("left: ~p~n", [tally(Left)]),
    [Other ! stop || Other <- Others].

%% An end runs through a chain whose members each have many ties besides.
chain() ->
    Self = self(),
    Pids = [spawn(fun() -> member(Self, 100) end) || _ <- lists:seq(1, 30)],
    [receive {ready, Pid} -> ok end || Pid <- Pids],
    Refs = [erlang:monitor(process, Pid) || Pid <- Pids],
    lists:foldl(fun(Pid, Next) -> Pid ! {link, Next, Self}, receive {linked, Pid} -> Pid end end, hd(Pids), tl(Pids)),
    exit(hd(Pids), broken),
    io:format("chain: ~p~n", [tally([receive {'DOWN', Ref, _, _, Why} -> Why end || Ref <- Refs])]).

member(Parent, Count) ->
    [spawn_link(fun() -> receive after infinity -> ok end end) || _ <- lists:seq(1, Count)],
    Parent ! {ready, self()},
    receive {link, Next, From} -> link(Next), From ! {linked, self()} end,
    receive after infinity -> ok end.

%% Who asks for something after the end hears that nobody is there.
too_late() ->
    {Pid, Ref} = spawn_monitor(fun() -> [self() ! N || N <- lists:seq(1, ?MANY)], ok end),
    receive {'DOWN', Ref, process, Pid, Why} -> io:format("ended: ~p~n", [Why]) end,
    Refs = [erlang:monitor(process, Pid) || _ <- lists:seq(1, 10)],
    io:format("monitors: ~p~n", [tally([receive {'DOWN', R, _, _, W} -> W end || R <- Refs])]),
    link(Pid),
    receive {'EXIT', Pid, Reason} -> io:format("link: ~p~n", [Reason]) end,
    io:format("alive: ~p ~p~n", [is_process_alive(Pid), process_info(Pid)]).

%% One that has thousands of signals of all kinds in its inbox takes them in their order.
swamped() ->
    Self = self(),
    Pid = spawn(fun() -> receive start -> ok end, Self ! {self(), gathered(0, 0)} end),
    true = erlang:suspend_process(Pid),
    [begin Pid ! {number, N}, erlang:monitor(process, Pid), N rem 2 =:= 0 andalso link(Pid) end
     || N <- lists:seq(1, ?MANY)],
    Pid ! start,
    [Pid ! {number, N} || N <- lists:seq(?MANY + 1, 2 * ?MANY)],
    Pid ! stop,
    true = erlang:resume_process(Pid),
    receive {Pid, Got} -> io:format("gathered: ~p~n", [Got]) end,
    io:format("told: ~p~n", [tally([receive {'DOWN', _, process, Pid, Why} -> Why end || _ <- lists:seq(1, ?MANY)])]),
    receive {'EXIT', Pid, Reason} -> io:format("and: ~p~n", [Reason]) end.

gathered(Last, Count) ->
    receive
        {number, N} when N =:= Last + 1 -> gathered(N, Count + 1);
        stop -> {Last, Count}
    end.

%% Only what came before the signal that ends it counts.
killed_amid_messages() ->
    Self = self(),
    Pid = spawn(fun() -> relay(Self) end),
    true = erlang:suspend_process(Pid),
    [Pid ! N || N <- lists:seq(1, ?MANY)],
    Ref = erlang:monitor(process, Pid),
    exit(Pid, kill),
    Late = erlang:monitor(process, Pid),
    true = erlang:resume_process(Pid),
    receive {'DOWN', Ref, process, Pid, Why} -> io:format("killed: ~p~n", [Why]) end,
    receive {'DOWN', Late, process, Pid, noproc} -> ok; {'DOWN', Late, process, Pid, killed} -> ok end,
    Relayed = flush([]),
    io:format("in order: ~p~n", [Relayed =:= lists:seq(1, length(Relayed))]).

relay(To) ->
    receive N -> To ! {relayed, N} end,
    relay(To).

flush(Numbers) ->
    receive {relayed, N} -> flush([N | Numbers]) after 0 -> lists:reverse(Numbers) end.

%% What has come before the time is up counts, however much it is.
time_is_up() ->
    [self() ! N || N <- lists:seq(1, ?MANY)],
    self() ! last,
    io:format("last: ~p~n", [receive last -> found after 0 -> missed end]),
    [receive N -> ok after 0 -> io:format("missed ~p~n", [N]) end || N <- lists:seq(1, ?MANY)],
    io:format("queue: ~p~n", [process_info(self(), message_queue_len)]).

%% How often each term is there.
tally(Terms) ->
    lists:sort(maps:to_list(lists:foldl(fun(T, M) -> maps:update_with(T, fun(N) -> N + 1 end, 1, M) end, #{}, Terms))).
