-module(queens).
-export([main/0]).

main() ->
    io:format("~p~n", [queens(4)]),
    io:format("~w~n", [[{N, length(queens(N))} || N <- lists:seq(1, 7)]]),
    [First | _] = queens(8),
    [io:format("~s~n", [[case C of Q -> $Q; _ -> $. end || C <- lists:seq(1, 8)]]) || Q <- First].

queens(N) -> place(N, N).

place(_, 0) -> [[]];
place(N, K) -> [[Q | Qs] || Qs <- place(N, K - 1), Q <- lists:seq(1, N), safe(Q, Qs, 1)].

safe(_, [], _) -> true;
safe(Q, [Q | _], _) -> false;
safe(Q, [R | _], D) when abs(Q - R) =:= D -> false;
safe(Q, [_ | Rest], D) -> safe(Q, Rest, D + 1).
