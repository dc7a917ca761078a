-module('receive').
-export([loop/1, selective/1, timeout/1, exports/0]).

loop(N) ->
    receive
        {add, M} when is_integer(M) -> ?MODULE:loop(N + M);
        {get, From} -> From ! {value, N}, loop(N);
        stop -> ok
    end.

selective(Ref) ->
    receive
        {Ref, Answer} -> Answer
    after 5000 -> timeout
    end.

timeout(T) ->
    receive after T + 1 -> ok end,
    receive after infinity -> never end.

exports() ->
    receive
        {X, Y} -> ok;
        X -> Y = none
    after 0 -> X = no, Y = none
    end,
    {X, Y}.
