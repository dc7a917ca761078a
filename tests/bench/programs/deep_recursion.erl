-module(deep_recursion).
-export([run/0]).

run() -> repeat(3).

repeat(0) -> ok;
repeat(N) ->
    10000000 = count(10000000),
    repeat(N - 1).

count(0) -> 0;
count(N) -> 1 + count(N - 1).
