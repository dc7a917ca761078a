-module(process_information).
-export([main/0]).

main() ->
    process_flag(trap_exit, false),
    S = self(),
    P = spawn(fun() -> receive go -> ok end end),
    P ! a, P ! b,
    timer:sleep(20),
    io:format("~p~n", [process_info(P, message_queue_len)]),
    io:format("~p~n", [process_info(P, messages)]),
    io:format("~p~n", [process_info(P, status)]),
    io:format("~p~n", [process_info(P, links)]),
    link(P),
    io:format("~p~n", [process_info(P, links) =:= {links, [S]}]),
    io:format("~p~n", [process_info(P, trap_exit)]),
    io:format("~p~n", [process_info(P, registered_name)]),
    unlink(P),
    P ! go,
    timer:sleep(20),
    io:format("~p~n", [process_info(P)]),
    io:format("~p~n", [lists:member(S, processes())]),
    io:format("~p~n", [process_flag(trap_exit, true)]),
    io:format("~p~n", [process_info(S, trap_exit)]),
    io:format("~p~n", [try process_info(id(x), status) catch error:R -> R end]).

id(X) -> X.
