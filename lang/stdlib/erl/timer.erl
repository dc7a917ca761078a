%% Time: waiting, measuring, and things to do later. Messages to local processes go by the runtime's
%% own timers; everything else by a server process, started when it is first needed.
-module(timer).

-export([apply_after/4, apply_interval/4, cancel/1, exit_after/2, exit_after/3, hms/3, hours/1,
         kill_after/1, kill_after/2, minutes/1, now_diff/2, seconds/1, send_after/2, send_after/3,
         send_interval/2, send_interval/3, sleep/1, start/0, tc/1, tc/2, tc/3]).
-export([send/2, signal/2, server/0]).

%% The longest time that `after` takes.
-define(LONGEST, 16#FFFFFFFF).

sleep(Time) when is_integer(Time), Time > ?LONGEST ->
    receive after ?LONGEST -> sleep(Time - ?LONGEST) end;
sleep(Time) ->
    receive after Time -> ok end.

tc(F) ->
    Start = erlang:monotonic_time(microsecond),
    Value = F(),
    {erlang:monotonic_time(microsecond) - Start, Value}.

tc(F, Args) ->
    Start = erlang:monotonic_time(microsecond),
    Value = apply(F, Args),
    {erlang:monotonic_time(microsecond) - Start, Value}.

tc(M, F, Args) ->
    Start = erlang:monotonic_time(microsecond),
    Value = apply(M, F, Args),
    {erlang:monotonic_time(microsecond) - Start, Value}.

now_diff({Mega2, Sec2, Micro2}, {Mega1, Sec1, Micro1}) ->
    ((Mega2 - Mega1) * 1000000 + Sec2 - Sec1) * 1000000 + Micro2 - Micro1.

seconds(N) -> N * 1000.

minutes(N) -> N * 60000.

hours(N) -> N * 3600000.

hms(Hours, Minutes, Seconds) -> hours(Hours) + minutes(Minutes) + seconds(Seconds).

send_after(Time, Message) -> send_after(Time, self(), Message).

send_after(0, To, Message) when is_pid(To); is_atom(To) ->
    To ! Message,
    {ok, {instant, make_ref()}};
send_after(Time, Pid, Message) when is_integer(Time), Time >= 0, is_pid(Pid) ->
    {ok, {send_local, erlang:send_after(Time, Pid, Message)}};
send_after(Time, Name, Message) when is_integer(Time), Time >= 0, is_atom(Name) ->
    request({once, Time, {timer, send, [Name, Message]}});
send_after(_, _, _) -> {error, badarg}.

exit_after(Time, Reason) -> exit_after(Time, self(), Reason).

exit_after(Time, Target, Reason) when is_integer(Time), Time >= 0, is_pid(Target);
                                      is_integer(Time), Time >= 0, is_atom(Target) ->
    request({once, Time, {timer, signal, [Target, Reason]}});
exit_after(_, _, _) -> {error, badarg}.

kill_after(Time) -> exit_after(Time, self(), kill).

kill_after(Time, Target) -> exit_after(Time, Target, kill).

apply_after(0, M, F, Args) when is_atom(M), is_atom(F), is_list(Args) ->
    run({M, F, Args}),
    {ok, {instant, make_ref()}};
apply_after(Time, M, F, Args) when is_integer(Time), Time >= 0, is_atom(M), is_atom(F), is_list(Args) ->
    request({once, Time, {M, F, Args}});
apply_after(_, _, _, _) -> {error, badarg}.

apply_interval(Time, M, F, Args) when is_integer(Time), Time >= 0, is_atom(M), is_atom(F),
                                      is_list(Args) ->
    request({interval, Time, self(), {M, F, Args}});
apply_interval(_, _, _, _) -> {error, badarg}.

send_interval(Time, Message) -> send_interval(Time, self(), Message).

send_interval(Time, To, Message) when is_integer(Time), Time >= 0, is_pid(To);
                                      is_integer(Time), Time >= 0, is_atom(To) ->
    request({interval, Time, To, {timer, send, [To, Message]}});
send_interval(_, _, _) -> {error, badarg}.

cancel({instant, Ref}) when is_reference(Ref) -> {ok, cancel};
cancel({send_local, Ref}) when is_reference(Ref) ->
    erlang:cancel_timer(Ref),
    {ok, cancel};
cancel({once, Ref}) when is_reference(Ref) -> request({cancel, Ref});
cancel({interval, Ref}) when is_reference(Ref) -> request({cancel, Ref});
cancel(_) -> {error, badarg}.

%% ---- The server ----

start() ->
    _ = server_pid(),
    ok.

server_pid() ->
    case whereis(timer_server) of
        undefined ->
            Caller = self(),
            Ref = make_ref(),
            spawn(fun() ->
                          Registered = (catch register(timer_server, self())),
                          Caller ! {Ref, started},
                          case Registered of
                              true -> server();
                              _ -> ok
                          end
                  end),
            receive {Ref, started} -> server_pid() end;
        Pid -> Pid
    end.

request(What) ->
    Server = server_pid(),
    Ref = erlang:monitor(process, Server),
    Server ! {request, self(), Ref, What},
    receive
        {Ref, Answer} ->
            erlang:demonitor(Ref, [flush]),
            Answer;
        {'DOWN', Ref, process, _, Reason} -> exit(Reason)
    end.

server() -> serve([]).

%% Timers: {Reference given out, Runtime's timer, Interval or once, Work, When it is due}.
serve(Timers) ->
    receive
        {request, From, Ref, {once, Time, Work}} ->
            Id = make_ref(),
            Timer = erlang:start_timer(Time, self(), Id),
            From ! {Ref, {ok, {once, Id}}},
            serve([{Id, Timer, once, Work, 0} | Timers]);
        {request, From, Ref, {interval, Time, For, Work}} ->
            Id = erlang:monitor(process, For),
            Due = erlang:monotonic_time(millisecond) + Time,
            Timer = erlang:start_timer(Time, self(), Id),
            From ! {Ref, {ok, {interval, Id}}},
            serve([{Id, Timer, Time, Work, Due} | Timers]);
        {request, From, Ref, {cancel, Id}} ->
            Left = forget(Id, Timers),
            From ! {Ref, {ok, cancel}},
            serve(Left);
        {timeout, _, Id} ->
            case lists:keyfind(Id, 1, Timers) of
                {Id, _, once, Work, _} ->
                    run(Work),
                    serve(lists:keydelete(Id, 1, Timers));
                {Id, _, Time, Work, Due} ->
                    run(Work),
                    Wait = max(0, Due + Time - erlang:monotonic_time(millisecond)),
                    Timer = erlang:start_timer(Wait, self(), Id),
                    serve(lists:keyreplace(Id, 1, Timers, {Id, Timer, Time, Work, Due + Time}));
                false -> serve(Timers)
            end;
        {'DOWN', Id, process, _, _} -> serve(forget(Id, Timers));
        _ -> serve(Timers)
    end.

forget(Id, Timers) ->
    case lists:keyfind(Id, 1, Timers) of
        {Id, Timer, Kind, _, _} ->
            erlang:cancel_timer(Timer),
            Kind =:= once orelse erlang:demonitor(Id, [flush]),
            lists:keydelete(Id, 1, Timers);
        false -> Timers
    end.

run({timer, send, [To, Message]}) -> catch send(To, Message);
run({timer, signal, [To, Reason]}) -> catch signal(To, Reason);
run({M, F, Args}) -> catch spawn(M, F, Args).

send(To, Message) -> To ! Message.

signal(To, Reason) when is_pid(To) -> exit(To, Reason);
signal(To, Reason) when is_atom(To) -> exit(whereis(To), Reason).
