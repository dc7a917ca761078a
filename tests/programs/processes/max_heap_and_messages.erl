%% Messages count for max_heap_size when a process is collected, unless they are off its heap. When one that waits is
%% collected is nobody's business.
-module(max_heap_and_messages).
-export([main/0]).

main() ->
    [io:format("~p ~p: ~p~n", [Where, What, outcome(Where, What)])
     || {Where, What} <- [{on_heap, collects}, {off_heap, collects}, {off_heap, waits}]].

outcome(Where, What) ->
    Bound = #{size => 10000, error_logger => false},
    {Pid, Ref} = spawn_opt(fun() -> run(What) end, [monitor, {message_queue_data, Where}, {max_heap_size, Bound}]),
    [Pid ! lists:seq(1, 100) || _ <- lists:seq(1, 1000)],
    Pid ! go,
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason after 10000 -> none end.

run(What) ->
    receive go -> ok end,
    case What of
        collects -> garbage_collect();
        waits -> ok
    end,
    exit(alive).
