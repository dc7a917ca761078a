-module(fibonacci_big).
-export([run/0]).

run() -> true = fib(100000, 0, 1) > 0.

fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).
