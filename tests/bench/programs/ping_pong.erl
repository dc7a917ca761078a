-module(ping_pong).
-export([run/0]).

run() -> ping(2000000, spawn(fun() -> pong() end)).

pong() ->
    receive
        {From, N} -> From ! {self(), N}, pong();
        stop -> ok
    end.

ping(0, Pid) -> Pid ! stop;
ping(N, Pid) ->
    Pid ! {self(), N},
    receive {Pid, _} -> ping(N - 1, Pid) end.
