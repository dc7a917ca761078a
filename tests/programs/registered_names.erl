-module(registered_names).
-export([main/0]).

main() ->
    io:format("~p~n", [whereis(server)]),
    P = spawn(fun server/0),
    io:format("~p~n", [register(server, P)]),
    io:format("~p~n", [whereis(server) =:= P]),
    server ! {self(), ping},
    receive {server, X} -> io:format("~p~n", [X]) end,
    io:format("~p~n", [lists:member(server, registered())]),
    io:format("~p~n", [reason(fun() -> register(server, self()) end)]),
    io:format("~p~n", [reason(fun() -> register(other, P) end)]),
    io:format("~p~n", [reason(fun() -> register(undefined, self()) end)]),
    io:format("~p~n", [unregister(server)]),
    io:format("~p~n", [whereis(server)]),
    io:format("~p~n", [reason(fun() -> server ! x end)]),
    io:format("~p~n", [reason(fun() -> unregister(server) end)]),
    register(server, P),
    Ref = monitor(process, P),
    server ! stop,
    receive {'DOWN', Ref, _, _, _} -> ok end,
    io:format("~p~n", [whereis(server)]),
    register(me, self()),
    me ! {me, too},
    receive {me, Y} -> io:format("~p~n", [Y]) end,
    io:format("~p~n", [process_info(self(), registered_name)]).

server() ->
    receive
        {From, ping} -> From ! {server, pong}, server();
        stop -> ok
    end.

reason(F) -> try F() catch C:R -> {C, R} end.
