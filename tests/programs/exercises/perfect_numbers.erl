-module(perfect_numbers).
-export([main/0]).

main() ->
    io:format("~w~n", [[N || N <- lists:seq(2, 500), kind(N) =:= perfect]]),
    io:format("~w~n", [[N || N <- lists:seq(2, 60), kind(N) =:= abundant]]),
    io:format("~w~n", [amicable(300)]).

kind(N) ->
    Sum = aliquot(N),
    if
        Sum =:= N -> perfect;
        Sum > N -> abundant;
        true -> deficient
    end.

aliquot(N) -> lists:sum([D || D <- lists:seq(1, N div 2), N rem D =:= 0]).

amicable(Max) -> [{A, B} || A <- lists:seq(2, Max), B <- [aliquot(A)], A < B, aliquot(B) =:= A].
