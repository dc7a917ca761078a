%% 20,000 timers at a time: half of them fire within milliseconds, the others are looked at and cancelled long before.
-module(timers).
-export([run/0]).

run() ->
    rounds(1, 20),
    rounds(24, 4).

%% The longest of those that fire take a millisecond less than `Most`.
rounds(0, _) -> ok;
rounds(N, Most) ->
    Refs = start(20000, Most),
    Left = cancel(Refs, 0),
    hear(20000 - Left),
    rounds(N - 1, Most).

start(0, _) -> [];
start(N, Most) ->
    Soon = erlang:send_after(N div 2 rem Most, self(), tick),
    Late = erlang:start_timer(60000, self(), N),
    [Soon, Late | start(N - 2, Most)].

cancel([], Count) -> Count;
cancel([_, Late | Rest], Count) ->
    true = is_integer(erlang:read_timer(Late)),
    true = is_integer(erlang:cancel_timer(Late)),
    cancel(Rest, Count + 1).

hear(0) -> ok;
hear(N) -> receive tick -> hear(N - 1) end.
