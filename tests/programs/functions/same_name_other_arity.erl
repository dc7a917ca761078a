-module(same_name_other_arity).
-export([main/0]).

main() ->
    io:format("~w~n", [[sum([1, 2, 3]), sum([1, 2, 3], 10), sum()]]),
    io:format("~w~n", [len("hello")]).

sum() -> nothing.
sum(L) -> sum(L, 0).
sum([], A) -> A;
sum([H | T], A) -> sum(T, A + H).

len(L) -> len(L, 0).
len([], N) -> N;
len([_ | T], N) -> len(T, N + 1).
