-module(search_tree).
-export([main/0]).

main() ->
    T = lists:foldl(fun insert/2, nil, [50, 30, 70, 20, 40, 60, 80, 30]),
    io:format("~p~n", [T]),
    io:format("~p~n", [to_list(T)]),
    io:format("~p~n", [[member(X, T) || X <- [40, 45]]]),
    io:format("~p~n", [depth(T)]),
    io:format("~p~n", [to_list(delete(50, T))]),
    io:format("~p~n", [fold(fun(X, A) -> X + A end, 0, T)]).

insert(X, nil) -> {nil, X, nil};
insert(X, {L, Y, R}) when X < Y -> {insert(X, L), Y, R};
insert(X, {L, Y, R}) when X > Y -> {L, Y, insert(X, R)};
insert(_, T) -> T.

member(_, nil) -> false;
member(X, {_, X, _}) -> true;
member(X, {L, Y, _}) when X < Y -> member(X, L);
member(X, {_, _, R}) -> member(X, R).

to_list(nil) -> [];
to_list({L, X, R}) -> to_list(L) ++ [X | to_list(R)].

depth(nil) -> 0;
depth({L, _, R}) -> 1 + max(depth(L), depth(R)).

delete(X, {L, Y, R}) when X < Y -> {delete(X, L), Y, R};
delete(X, {L, Y, R}) when X > Y -> {L, Y, delete(X, R)};
delete(_, {nil, _, R}) -> R;
delete(_, {L, _, nil}) -> L;
delete(_, {L, _, R}) -> M = least(R), {L, M, delete(M, R)}.

least({nil, X, _}) -> X;
least({L, _, _}) -> least(L).

fold(_, A, nil) -> A;
fold(F, A, {L, X, R}) -> fold(F, F(X, fold(F, A, L)), R).
