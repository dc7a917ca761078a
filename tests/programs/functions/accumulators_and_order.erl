-module(accumulators_and_order).
-export([main/0]).

main() ->
    io:format("~w~n", [evens_and_odds(lists:seq(1, 9))]),
    io:format("~w~n", [average([1, 2, 3, 4])]),
    io:format("~w~n", [{count(fun(X) -> X > 2 end, [1, 2, 3, 4]), average([])}]),
    io:format("~w~n", [minmax([3, 1, 4, 1, 5])]),
    io:format("~w~n", [chunks(3, [1, 2, 3, 4, 5, 6, 7])]),
    io:format("~w~n", [rotate(2, [1, 2, 3, 4, 5])]),
    io:format("~w~n", [interleave([a, b, c], [1, 2])]).

evens_and_odds(L) -> eo(L, [], []).
eo([H | T], O, E) -> case H rem 2 of 1 -> eo(T, [H | O], E); 0 -> eo(T, O, [H | E]) end;
eo([], O, E) -> {lists:reverse(O), lists:reverse(E)}.
average([]) -> none;
average(L) -> average(L, 0, 0).
average([H | T], N, S) -> average(T, N + 1, S + H);
average([], N, S) -> S / N.
count(P, L) -> lists:foldl(fun(X, N) -> case P(X) of true -> N + 1; false -> N end end, 0, L).
minmax([H | T]) -> lists:foldl(fun(X, {A, B}) -> {min(A, X), max(B, X)} end, {H, H}, T).
chunks(_, []) -> [];
chunks(N, L) when length(L) =< N -> [L];
chunks(N, L) -> {A, B} = lists:split(N, L), [A | chunks(N, B)].
rotate(N, L) -> {A, B} = lists:split(N, L), B ++ A.
interleave([A | As], Bs) -> [A | interleave(Bs, As)];
interleave([], Bs) -> Bs.
