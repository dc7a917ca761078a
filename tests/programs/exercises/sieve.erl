-module(sieve).
-export([main/0]).

main() ->
    io:format("~w~n", [sieve(lists:seq(2, 100))]),
    io:format("~w~n", [length(sieve(lists:seq(2, 5000)))]),
    io:format("~p~n", [lists:takewhile(fun(P) -> P < 50 end, primes_by_division(60))]),
    io:format("~p~n", [factors(360)]),
    io:format("~p~n", [factors(600851475143)]),
    io:format("~p~n", [factors(97)]).

sieve([P | Rest]) -> [P | sieve([N || N <- Rest, N rem P =/= 0])];
sieve([]) -> [].

primes_by_division(Max) -> [N || N <- lists:seq(2, Max), is_prime(N)].

is_prime(N) -> is_prime(N, 2).
is_prime(N, D) when D * D > N -> true;
is_prime(N, D) when N rem D =:= 0 -> false;
is_prime(N, D) -> is_prime(N, D + 1).

factors(N) -> factors(N, 2).
factors(1, _) -> [];
factors(N, D) when D * D > N -> [N];
factors(N, D) when N rem D =:= 0 -> [D | factors(N div D, D)];
factors(N, D) -> factors(N, D + 1).
