-module(mutual_recursion).
-export([main/0]).

main() ->
    io:format("~w~n", [[{N, even(N), odd(N)} || N <- [0, 1, 7, 10, 1001]]]),
    io:format("~w~n", [even(1000000)]),
    io:format("~w~n", [[{hof_f(N), hof_m(N)} || N <- lists:seq(0, 12)]]).

even(0) -> true;
even(N) -> odd(N - 1).
odd(0) -> false;
odd(N) -> even(N - 1).

hof_f(0) -> 1;
hof_f(N) -> N - hof_m(hof_f(N - 1)).
hof_m(0) -> 0;
hof_m(N) -> N - hof_f(hof_m(N - 1)).
