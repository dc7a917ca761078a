-module(echo_with_state).
-export([main/0]).

main() ->
    P = spawn(fun() -> loop(0, []) end),
    P ! {self(), hello}, P ! {self(), world}, P ! {self(), {stats}},
    [receive M -> io:format("~p~n", [M]) after 500 -> io:format("timeout~n") end || _ <- lists:seq(1, 3)],
    P ! stop,
    Ref = monitor(process, P),
    receive {'DOWN', Ref, _, _, R} -> io:format("~p~n", [lists:member(R, [normal, noproc])]) end.

loop(N, Seen) ->
    receive
        stop -> ok;
        {From, {stats}} -> From ! {stats, N, lists:reverse(Seen)}, loop(N, Seen);
        {From, M} -> From ! {echo, N, M}, loop(N + 1, [M | Seen])
    end.
