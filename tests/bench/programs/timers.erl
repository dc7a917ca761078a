-module(timers).
-export([run/0]).

run() -> repeat(5).

repeat(0) -> ok;
repeat(N) ->
    Refs = start(20000),
    Left = cancel(Refs, 0),
    hear(20000 - Left),
    repeat(N - 1).

%% Every second one fires soon, the others are cancelled long before.
start(0) -> [];
start(N) when N rem 2 =:= 0 -> [erlang:send_after(N rem 20, self(), tick) | start(N - 1)];
start(N) -> [erlang:start_timer(60000, self(), N) | start(N - 1)].

cancel([], Count) -> Count;
cancel([_, Ref | Rest], Count) ->
    true = is_integer(erlang:cancel_timer(Ref)),
    cancel(Rest, Count + 1).

hear(0) -> ok;
hear(N) -> receive tick -> hear(N - 1) end.
