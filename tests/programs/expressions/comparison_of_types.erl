-module(comparison_of_types).
-export([main/0]).

main() ->
    Values = [1, 1.0, a, make_ref(), fun() -> 1 end, self(), {}, {1}, [], [1]],
    io:format("~w~n", [[A < B || {A, B} <- pairs(Values)]]),
    io:format("~w~n", [lists:sort([[], {b}, {a, b}, "a", z, 1.5, 1, {}, [1], a, -1])]),
    io:format("~w~n", [[1 == 1.0, 1 =:= 1.0, 1 /= 1.0, 1 =/= 1.0, {1} == {1.0}, [1, 2] == [1.0, 2], {1} =:= {1.0}]]),
    io:format("~w~n", [[{1, 2} < {2}, {9} < {1, 1}, [9] < [1, 1], [1] < [1, 1], "ab" < "abc", a < 'A', abc < abd]]),
    io:format("~w~n", [[max(1, 1.0), max(1.0, 1), min(1, 1.0), min(1.0, 1), max(a, 1), min([], {})]]),
    io:format("~w~n", [[9007199254740993 == 9007199254740992.0, 9007199254740993 > 9007199254740992.0, 1 bsl 1030 > 1.0e308]]).

pairs([A, B | T]) -> [{A, B} | pairs([B | T])];
pairs(_) -> [].
