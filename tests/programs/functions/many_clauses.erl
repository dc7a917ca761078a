-module(many_clauses).
-export([main/0]).

main() ->
    io:format("~w~n", [[day(N) || N <- lists:seq(0, 8)]]),
    io:format("~w~n", [[ack(M, N) || M <- [0, 1, 2], N <- [0, 1, 2, 3]]]),
    io:format("~w~n", [[gcd(48, 36), gcd(17, 5), gcd(0, 9)]]),
    io:format("~w~n", [[fact(N) || N <- [0, 1, 5, 20, 25]]]).

day(1) -> monday; day(2) -> tuesday; day(3) -> wednesday; day(4) -> thursday;
day(5) -> friday; day(6) -> saturday; day(7) -> sunday; day(_) -> none.

ack(0, N) -> N + 1;
ack(M, 0) -> ack(M - 1, 1);
ack(M, N) -> ack(M - 1, ack(M, N - 1)).

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

fact(0) -> 1;
fact(N) when N > 0 -> N * fact(N - 1).
