-module(naive_reverse).
-export([run/0]).

run() -> reverses(3000, lists:seq(1, 400)).

append([], Tail) -> Tail;
append([X | Rest], Tail) -> [X | append(Rest, Tail)].

reverse([]) -> [];
reverse([X | Rest]) -> append(reverse(Rest), [X]).

reverses(0, _) -> ok;
reverses(N, List) ->
    [400 | _] = reverse(List),
    reverses(N - 1, List).
