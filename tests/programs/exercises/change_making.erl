-module(change_making).
-export([main/0]).

main() ->
    io:format("~w~n", [[{N, ways(N, [50, 25, 10, 5, 1])} || N <- [0, 1, 5, 10, 25, 100]]]),
    io:format("~w~n", [greedy(87, [25, 10, 5, 1])]),
    io:format("~w~n", [knapsack([{60, 10}, {100, 20}, {120, 30}], 50)]),
    io:format("~w~n", [lcs("AGGTAB", "GXTXAYB")]),
    io:format("~w~n", [levenshtein("kitten", "sitting")]),
    io:format("~w~n", [partitions(6)]).

ways(0, _) -> 1;
ways(N, _) when N < 0 -> 0;
ways(_, []) -> 0;
ways(N, [C | Cs] = All) -> ways(N - C, All) + ways(N, Cs).

greedy(0, _) -> [];
greedy(N, [C | _] = Cs) when N >= C -> [C | greedy(N - C, Cs)];
greedy(N, [_ | Cs]) -> greedy(N, Cs).

knapsack([], _) -> 0;
knapsack([{_, W} | T], Cap) when W > Cap -> knapsack(T, Cap);
knapsack([{V, W} | T], Cap) -> max(V + knapsack(T, Cap - W), knapsack(T, Cap)).

lcs([H | T1], [H | T2]) -> 1 + lcs(T1, T2);
lcs([_ | T1] = A, [_ | T2] = B) -> max(lcs(A, T2), lcs(T1, B));
lcs(_, _) -> 0.

levenshtein(S, T) -> {D, _} = ld(S, T, #{}), D.
ld([], T, C) -> {length(T), C};
ld(S, [], C) -> {length(S), C};
ld([X | S], [X | T], C) -> ld(S, T, C);
ld([_ | S1] = S, [_ | T1] = T, C) ->
    case C of
        #{{S, T} := D} -> {D, C};
        #{} ->
            {A, C1} = ld(S1, T, C), {B, C2} = ld(S, T1, C1), {E, C3} = ld(S1, T1, C2),
            D = 1 + lists:min([A, B, E]),
            {D, C3#{{S, T} => D}}
    end.

partitions(N) -> length(parts(N, N)).
parts(0, _) -> [[]];
parts(N, M) -> [[K | P] || K <- lists:seq(1, min(N, M)), P <- parts(N - K, K)].
