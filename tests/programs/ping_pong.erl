-module(ping_pong).
-export([main/0]).

main() ->
    Pong = spawn(fun pong/0),
    io:format("~p~n", [ping(20000, Pong, 0)]),
    Pong ! stop.

ping(0, _, Sum) -> Sum;
ping(N, Pong, Sum) ->
    Pong ! {ping, self(), N},
    receive {pong, M} -> ping(N - 1, Pong, Sum + M) end.

pong() ->
    receive
        {ping, From, N} -> From ! {pong, N}, pong();
        stop -> ok
    end.
