-module(hanoi).
-export([main/0]).

main() ->
    io:format("~p~n", [moves(3, a, b, c)]),
    io:format("~p~n", [length(moves(12, a, b, c))]),
    io:format("~p ~p~n", [ackermann(2, 9), tak(12, 8, 4)]),
    io:format("~p~n", [permutations([1, 2, 3])]),
    io:format("~p~n", [powerset([a, b, c])]),
    io:format("~p~n", [pascal(8)]).

moves(0, _, _, _) -> [];
moves(N, A, B, C) -> moves(N - 1, A, C, B) ++ [{A, B}] ++ moves(N - 1, C, B, A).

ackermann(0, N) -> N + 1;
ackermann(M, 0) -> ackermann(M - 1, 1);
ackermann(M, N) -> ackermann(M - 1, ackermann(M, N - 1)).

tak(X, Y, Z) when Y >= X -> Z;
tak(X, Y, Z) -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y)).

permutations([]) -> [[]];
permutations(L) -> [[H | T] || H <- L, T <- permutations(L -- [H])].

powerset([]) -> [[]];
powerset([H | T]) -> P = powerset(T), [[H | S] || S <- P] ++ P.

pascal(1) -> [[1]];
pascal(N) ->
    [L | _] = Rows = pascal(N - 1),
    [lists:zipwith(fun(A, B) -> A + B end, [0 | L], L ++ [0]) | Rows].
