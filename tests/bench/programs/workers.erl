-module(workers).
-export([run/0]).

run() ->
    Self = self(),
    [spawn(fun() -> Self ! {primes, primes(2, 250000, 0)} end) || _ <- lists:seq(1, 16)],
    finish(16).

primes(N, To, Count) when N > To -> Count;
primes(N, To, Count) ->
    case prime(N, 2) of
        true -> primes(N + 1, To, Count + 1);
        false -> primes(N + 1, To, Count)
    end.

prime(N, D) when D * D > N -> true;
prime(N, D) when N rem D =:= 0 -> false;
prime(N, D) -> prime(N, D + 1).

finish(0) -> ok;
finish(N) -> receive {primes, 22044} -> finish(N - 1) end.
