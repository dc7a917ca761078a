-module(process_flags_and_info).
-export([main/0]).

main() ->
    io:format("~p~n", [process_flag(trap_exit, true)]),
    io:format("~p~n", [process_flag(trap_exit, false)]),
    io:format("~p~n", [process_flag(priority, high)]),
    io:format("~p~n", [process_flag(priority, normal)]),
    self() ! a, self() ! b,
    io:format("~p~n", [process_info(self(), messages)]),
    io:format("~p~n", [process_info(self(), [message_queue_len, trap_exit, priority])]),
    io:format("~p~n", [process_info(self(), status)]),
    P = spawn(fun() -> receive stop -> ok end end),
    io:format("~p~n", [is_process_alive(P)]),
    link(P),
    io:format("~p~n", [process_info(self(), links) =:= {links, [P]}]),
    unlink(P),
    P ! stop, timer:sleep(5),
    io:format("~p ~p~n", [is_process_alive(P), process_info(P)]),
    io:format("~p~n", [try process_flag(nonsense, 1) catch error:E -> E end]).
