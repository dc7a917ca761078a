-module(sieve_of_processes).
-export([main/0]).

%% The sieve as a chain of processes, each holding one prime.
main() ->
    Self = self(),
    First = spawn(fun() -> filter(2, Self) end),
    [First ! {number, N} || N <- lists:seq(3, 60)],
    First ! done,
    io:format("~w~n", [collect([])]).

filter(P, Parent) -> filter(P, none, Parent).

filter(P, Next, Parent) ->
    receive
        {number, N} when N rem P =:= 0 -> filter(P, Next, Parent);
        {number, N} when Next =:= none -> filter(P, spawn(fun() -> filter(N, Parent) end), Parent);
        {number, N} -> Next ! {number, N}, filter(P, Next, Parent);
        done when Next =:= none -> Parent ! {prime, P}, Parent ! finished;
        done -> Parent ! {prime, P}, Next ! done
    end.

collect(Primes) ->
    receive
        {prime, P} -> collect([P | Primes]);
        finished -> collect_rest(Primes)
    end.

collect_rest(Primes) ->
    receive
        {prime, P} -> collect_rest([P | Primes])
    after 50 -> lists:sort(Primes)
    end.
