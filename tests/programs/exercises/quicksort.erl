-module(quicksort).
-export([main/0]).

main() ->
    L = [27, 82, 43, 15, 10, 38, 9, 8, 9, 0, -5],
    io:format("~w~n", [quick(L)]),
    io:format("~w~n", [merge_sort(L)]),
    io:format("~w~n", [insertion(L)]),
    io:format("~w~n", [bubble(L)]),
    io:format("~w~n", [selection(L)]),
    Big = pseudo(500, 42),
    Sorted = lists:sort(Big),
    io:format("~w~n", [[F(Big) =:= Sorted || F <- [fun quick/1, fun merge_sort/1, fun insertion/1, fun selection/1]]]).

quick([]) -> [];
quick([P | T]) -> quick([X || X <- T, X < P]) ++ [P] ++ quick([X || X <- T, X >= P]).

merge_sort([]) -> [];
merge_sort([X]) -> [X];
merge_sort(L) ->
    {A, B} = lists:split(length(L) div 2, L),
    merge(merge_sort(A), merge_sort(B)).

merge([], B) -> B;
merge(A, []) -> A;
merge([A | As], [B | _] = Bs) when A =< B -> [A | merge(As, Bs)];
merge(As, [B | Bs]) -> [B | merge(As, Bs)].

insertion(L) -> lists:foldl(fun insert/2, [], L).
insert(X, [Y | T]) when X > Y -> [Y | insert(X, T)];
insert(X, L) -> [X | L].

bubble(L) ->
    case pass(L) of
        L -> L;
        Other -> bubble(Other)
    end.
pass([A, B | T]) when A > B -> [B | pass([A | T])];
pass([A | T]) -> [A | pass(T)];
pass([]) -> [].

selection([]) -> [];
selection(L) -> M = lists:min(L), [M | selection(lists:delete(M, L))].

pseudo(0, _) -> [];
pseudo(N, Seed) -> Next = (Seed * 1103515245 + 12345) rem 2147483648, [Next rem 1000 | pseudo(N - 1, Next)].
