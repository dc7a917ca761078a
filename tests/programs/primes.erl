-module(primes).
-export([main/0]).

main() ->
    io:format("~p~n", [sieve(lists:seq(2, 100))]),
    io:format("~p~n", [[factors(N) || N <- [12, 97, 360, 1001, 65536, 600851475143]]]),
    io:format("~p~n", [[N || N <- lists:seq(1, 500), lists:sum(divisors(N)) =:= 2 * N]]),
    io:format("~p~n", [length(sieve(lists:seq(2, 5000)))]).

sieve([]) -> [];
sieve([P | T]) -> [P | sieve([X || X <- T, X rem P =/= 0])].

factors(N) -> factors(N, 2).

factors(1, _) -> [];
factors(N, F) when F * F > N -> [N];
factors(N, F) when N rem F =:= 0 -> [F | factors(N div F, F)];
factors(N, F) -> factors(N, F + 1).

divisors(N) -> [D || D <- lists:seq(1, N), N rem D =:= 0].
