-module(fannkuch).
-export([run/0]).

run() -> 22 = longest(permutations(lists:seq(1, 8)), 0), 30 = all(9).

all(N) -> walk(lists:seq(1, N), [], 0).

%% The most flips over all permutations, without keeping them.
walk([], Chosen, Most) -> max(Most, flips(Chosen, 0));
walk(Left, Chosen, Most) -> choose(Left, [], Chosen, Most).

choose([], _, _, Most) -> Most;
choose([X | Rest], Before, Chosen, Most) ->
    Next = walk(onto(Before, Rest), [X | Chosen], Most),
    choose(Rest, [X | Before], Chosen, Next).

onto([], List) -> List;
onto([X | Rest], List) -> onto(Rest, [X | List]).

permutations([]) -> [[]];
permutations(List) -> [[X | Rest] || X <- List, Rest <- permutations(List -- [X])].

longest([], Most) -> Most;
longest([One | Rest], Most) -> longest(Rest, max(Most, flips(One, 0))).

flips([1 | _], Count) -> Count;
flips([N | _] = List, Count) -> flips(flip(N, List, []), Count + 1).

flip(0, Rest, Turned) -> back(Turned, Rest, []);
flip(N, [X | Rest], Turned) -> flip(N - 1, Rest, [X | Turned]).

back(Turned, Rest, []) -> join(Turned, Rest).

join(Turned, Rest) -> prepend(lists:reverse(Turned), Rest).

prepend([], Rest) -> Rest;
prepend([X | More], Rest) -> prepend(More, [X | Rest]).
