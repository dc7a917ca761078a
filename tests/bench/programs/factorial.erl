-module(factorial).
-export([run/0]).

run() -> repeat(8).

repeat(0) -> ok;
repeat(N) ->
    true = factorial(6000) > 0,
    true = product(1, 20000) > 0,
    repeat(N - 1).

factorial(0) -> 1;
factorial(N) -> N * factorial(N - 1).

product(N, N) -> N;
product(From, To) ->
    Middle = (From + To) div 2,
    product(From, Middle) * product(Middle + 1, To).
