-module(fan_in).
-export([run/0]).

run() ->
    Self = self(),
    start(50, Self),
    collect(50 * 20000).

start(0, _) -> ok;
start(N, To) -> spawn(fun() -> send(20000, N, To) end), start(N - 1, To).

send(0, _, _) -> ok;
send(K, N, To) -> To ! {value, N, K}, send(K - 1, N, To).

collect(0) -> ok;
collect(N) -> receive {value, _, _} -> collect(N - 1) end.
