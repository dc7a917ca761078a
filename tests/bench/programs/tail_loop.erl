-module(tail_loop).
-export([run/0]).

run() -> sum(300000000, 0).

sum(0, Sum) -> Sum;
sum(N, Sum) -> sum(N - 1, Sum + N).
