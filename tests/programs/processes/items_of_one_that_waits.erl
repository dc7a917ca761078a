%% What is asked of a process that waits: it has seen all that was sent before, and what it does not know is an error.
-module(items_of_one_that_waits).
-export([main/0]).

main() ->
    Waiting = spawn(fun wait/0),
    Counts = [counted(Waiting, N) || N <- lists:seq(1, 200)],
    io:format("~p~n", [Counts =:= lists:seq(1, 200)]),
    io:format("~p~n", [once_it_waits(Waiting)]),
    io:format("~p~n", [process_info(Waiting, trap_exit)]),
    io:format("~p~n", [process_info(Waiting, priority)]),
    io:format("~p~n", [process_info(Waiting, parent) =:= {parent, self()}]),
    io:format("~p~n", [process_info(Waiting, group_leader) =:= {group_leader, group_leader()}]),
    io:format("~p~n", [process_info(Waiting, error_handler)]),
    io:format("~p~n", [catch_badarg(fun() -> process_info(Waiting, Waiting) end)]),
    io:format("~p~n", [catch_badarg(fun() -> process_info(Waiting, no_item) end)]),
    io:format("~p~n", [catch_badarg(fun() -> process_info(self(), no_item) end)]),
    io:format("~p~n", [catch_badarg(fun() -> process_info(no_process, status) end)]),
    askers(Waiting),
    exit(Waiting, kill),
    io:format("~p~n", [process_info(Waiting, status)]),
    io:format("~p~n", [process_info(Waiting, message_queue_len)]).

%% It may still be at the last message.
once_it_waits(Pid) ->
    case process_info(Pid, status) of
        {status, waiting} = Status -> Status;
        _ -> once_it_waits(Pid)
    end.

%% A message is counted by whoever sent it.
counted(Pid, N) ->
    Pid ! N,
    {message_queue_len, Length} = process_info(Pid, message_queue_len),
    Length.

%% Several ask at once, of one that is woken again and again.
askers(Pid) ->
    Self = self(),
    Askers = [spawn_link(fun() -> Self ! {self(), ask(Pid, 500, 0)} end) || _ <- lists:seq(1, 4)],
    io:format("~p~n", [[receive {Asker, Answers} -> Answers end || Asker <- Askers]]).

ask(_, 0, Answers) ->
    Answers;
ask(Pid, N, Answers) ->
    Pid ! another,
    {message_queue_len, Length} = process_info(Pid, message_queue_len),
    {status, Status} = process_info(Pid, status),
    true = Length >= 200 andalso lists:member(Status, [waiting, runnable, running]),
    ask(Pid, N - 1, Answers + 1).

wait() ->
    receive
        never -> ok
    end.

catch_badarg(Fun) ->
    try
        Fun()
    catch
        error:badarg -> badarg
    end.
