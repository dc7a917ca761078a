-module(ackermann).
-export([run/0]).

run() -> repeat(6).

repeat(0) -> ok;
repeat(N) ->
    4093 = ackermann(3, 9),
    repeat(N - 1).

ackermann(0, N) -> N + 1;
ackermann(M, 0) -> ackermann(M - 1, 1);
ackermann(M, N) -> ackermann(M - 1, ackermann(M, N - 1)).
