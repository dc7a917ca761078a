-module(ping_pong).
-export([main/0]).

main() ->
    Pong = spawn(fun pong/0),
    Self = self(),
    spawn(fun() -> ping(3, Pong, Self) end),
    receive finished -> io:format("finished~n") end.

ping(0, Pong, Parent) -> Pong ! stop, io:format("ping stops~n"), Parent ! finished;
ping(N, Pong, Parent) ->
    Pong ! {ping, self()},
    receive pong -> io:format("got pong ~w~n", [N]) end,
    ping(N - 1, Pong, Parent).

pong() ->
    receive
        stop -> ok;
        {ping, From} -> io:format("got ping~n"), From ! pong, pong()
    end.
