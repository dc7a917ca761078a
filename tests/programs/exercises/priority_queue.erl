-module(priority_queue).
-export([main/0]).

%% A leftist heap.
main() ->
    H = lists:foldl(fun insert/2, empty, [5, 3, 9, 1, 7, 3]),
    io:format("~p~n", [drain(H)]),
    io:format("~p~n", [H]),
    io:format("~p~n", [catch pop(empty)]),
    io:format("~w~n", [lists:sublist(drain(lists:foldl(fun insert/2, empty, [(N * 7919) rem 1000 || N <- lists:seq(1, 300)])), 10)]).

rank(empty) -> 0;
rank({R, _, _, _}) -> R.
make(X, A, B) -> case rank(A) >= rank(B) of true -> {rank(B) + 1, X, A, B}; false -> {rank(A) + 1, X, B, A} end.
merge(empty, H) -> H;
merge(H, empty) -> H;
merge({_, X, A, B} = H1, {_, Y, C, D} = H2) -> if X =< Y -> make(X, A, merge(B, H2)); true -> make(Y, C, merge(H1, D)) end.
insert(X, H) -> merge({1, X, empty, empty}, H).
pop(empty) -> throw(empty);
pop({_, X, A, B}) -> {X, merge(A, B)}.
drain(empty) -> [];
drain(H) -> {X, H1} = pop(H), [X | drain(H1)].
