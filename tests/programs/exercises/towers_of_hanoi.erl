-module(towers_of_hanoi).
-export([main/0]).

main() ->
    hanoi(3, a, b, c),
    io:format("~w moves~n", [moves(10)]).

hanoi(0, _, _, _) -> ok;
hanoi(N, From, To, Via) ->
    hanoi(N - 1, From, Via, To),
    io:format("~w -> ~w~n", [From, To]),
    hanoi(N - 1, Via, To, From).

moves(0) -> 0;
moves(N) -> 2 * moves(N - 1) + 1.
