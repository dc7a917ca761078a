-module(queens).
-export([main/0]).

main() ->
    io:format("~p~n", [[{N, length(queens(N))} || N <- lists:seq(1, 7)]]),
    io:format("~p~n", [hd(queens(8))]).

queens(N) -> place(N, N).

place(0, _) -> [[]];
place(K, N) -> [[Q | Qs] || Qs <- place(K - 1, N), Q <- lists:seq(1, N), safe(Q, Qs, 1)].

safe(_, [], _) -> true;
safe(Q, [P | Ps], D) -> Q =/= P andalso abs(Q - P) =/= D andalso safe(Q, Ps, D + 1).
