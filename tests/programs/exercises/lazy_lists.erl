-module(lazy_lists).
-export([main/0]).

main() ->
    io:format("~w~n", [take(5, ints(1))]),
    io:format("~w~n", [take(10, filter(fun(N) -> N rem 3 =:= 0 end, ints(1)))]),
    io:format("~w~n", [take(8, map(fun(N) -> N * N end, ints(1)))]),
    io:format("~w~n", [take(10, primes(ints(2)))]),
    io:format("~w~n", [take(10, fibs(0, 1))]),
    io:format("~w~n", [take(5, zip(ints(1), fibs(1, 1)))]).

ints(N) -> [N | fun() -> ints(N + 1) end].
take(0, _) -> [];
take(N, [H | T]) -> [H | take(N - 1, T())].
map(F, [H | T]) -> [F(H) | fun() -> map(F, T()) end].
filter(P, [H | T]) ->
    case P(H) of
        true -> [H | fun() -> filter(P, T()) end];
        false -> filter(P, T())
    end.
primes([P | T]) -> [P | fun() -> primes(filter(fun(N) -> N rem P =/= 0 end, T())) end].
fibs(A, B) -> [A | fun() -> fibs(B, A + B) end].
zip([A | S], [B | T]) -> [{A, B} | fun() -> zip(S(), T()) end].
