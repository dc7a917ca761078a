-module(bowling).
-export([main/0]).

main() ->
    [io:format("~w ~w~n", [Rolls, score(Rolls)]) || Rolls <- [lists:duplicate(20, 0), lists:duplicate(12, 10), lists:duplicate(21, 5), [10, 3, 6 | lists:duplicate(16, 0)]]].

score(Rolls) -> score(Rolls, 1).
score(_, 11) -> 0;
score([10, A, B | _] = [_ | T], F) -> 10 + A + B + score(T, F + 1);
score([A, B, C | _] = [_, _ | T], F) when A + B =:= 10 -> 10 + C + score(T, F + 1);
score([A, B | T], F) -> A + B + score(T, F + 1).
