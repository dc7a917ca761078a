%% What single things cost: each does one thing many times, in a loop that costs next to nothing.
%% run(What, Times) gives the microseconds.
-module(costs).
-export([run/2]).

run(What, Times) ->
    Prepared = prepare(What),
    Start = erlang:monotonic_time(microsecond),
    repeat(What, Times, Prepared),
    erlang:monotonic_time(microsecond) - Start.

prepare(collection) -> lists:seq(1, 65536);
prepare(round_trip) -> spawn(fun() -> echo() end);
prepare(_) -> none.

echo() -> receive {From, X} -> From ! X, echo() end.

repeat(_, 0, Prepared) -> Prepared;
repeat(nothing, N, P) -> repeat(nothing, N - 1, P);
repeat(call, N, P) -> _ = called(N, N), repeat(call, N - 1, P);
repeat(send_and_receive, N, P) ->
    self() ! N,
    receive N -> ok end,
    repeat(send_and_receive, N - 1, P);
repeat(round_trip, N, P) ->
    P ! {self(), N},
    receive N -> ok end,
    repeat(round_trip, N - 1, P);
repeat(spawn, N, P) ->
    Self = self(),
    spawn(fun() -> Self ! N end),
    receive N -> ok end,
    repeat(spawn, N - 1, P);
repeat(collection, N, P) ->
    erlang:garbage_collect(),
    repeat(collection, N - 1, P).

%% A function that may call itself stays one.
called(N, N) -> N;
called(N, M) when N < M -> called(N, M - 1).
