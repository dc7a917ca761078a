%% `--` with few and many elements, of all types, and what stays of a list.
-module(list_subtraction).
-export([main/0]).

main() ->
    Small = lists:seq(0, 12),
    io:format("~w~n", [[Small -- Without || Without <- [[], [0], [12], [5, 4], [13], [-1, 3], Small, lists:reverse(Small), [3, 3]]]]),
    Twice = Small ++ Small,
    io:format("~w~n", [[Twice -- Without || Without <- [[0], [12, 12], [5, 4], lists:seq(3, 9), Small, Twice]]]),
    Far = [0, 1, 63, 64, 65, -1, -31, -32, -33, 31, 32, 33, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), (1 bsl 60), 1 bsl 64],
    io:format("~w~n", [[Far -- [X] || X <- Far]]),
    io:format("~w~n", [[Far -- [X, Y] || X <- Far, Y <- [0, 64, -32, 1 bsl 59]]]),
    Mixed = [a, 1, 1.0, b, [], {1}, "a", <<"a">>, c, a, 2, 1.0, self, [], true, false, ok, {1}, 0.0],
    io:format("~w~n", [[Mixed -- [X] || X <- Mixed]]),
    io:format("~w~n", [[Mixed -- [X, Y, Y] || X <- Mixed, Y <- [a, 1, 1.0, []]]]),
    io:format("~w~n", [[Mixed -- lists:sublist(Mixed, N) || N <- [3, 8, 15, 17, 19]]]),
    Long = [N * 17 rem 101 || N <- lists:seq(1, 3000)],
    io:format("~w~n", [[{length(Long -- W), erlang:phash2(Long -- W)} || W <- [[5], Small, Twice, Far, Mixed, Long, lists:sublist(Long, 1500)]]]),
    Atoms = [a, b, c, d, e, f, g, h],
    io:format("~w~n", [[Atoms -- W || W <- [[a], [h, a], [c, d, e], [true, d], Atoms, [z]]]]),
    io:format("~w~n", [[caught(A, B) || {A, B} <- [{[1 | 2], [1]}, {[1], [1 | 2]}, {[1, 2 | 3], []}, {a, [1]}, {[1], a}, {[], a}, {a, []}, {[1 | a], [b]}, {[], [b | c]}]]]).

caught(A, B) ->
    try A -- B catch error:Reason -> Reason end.
