%% Sets as sorted lists without elements that are equal by ==. Of equal elements of two sets it depends
%% on those before them which one stays, as in OTP: where the second set is behind, the two change places.
-module(ordsets).

-export([add_element/2, del_element/2, filter/2, fold/3, from_list/1, intersection/1, intersection/2,
         is_disjoint/2, is_element/2, is_empty/1, is_set/1, is_subset/2, new/0, size/1, subtract/2,
         to_list/1, union/1, union/2]).

new() -> [].

is_set([]) -> true;
is_set([X | Rest]) -> rises(X, Rest);
is_set(_) -> false.

rises(X, [Y | Rest]) when X < Y -> rises(Y, Rest);
rises(_, [_ | _]) -> false;
rises(_, []) -> true.

size(S) -> length(S).

is_empty(S) -> S =:= [].

to_list(S) -> S.

from_list(L) -> lists:usort(L).

is_element(X, [Y | Rest]) when X > Y -> is_element(X, Rest);
is_element(X, [Y | _]) -> X == Y;
is_element(_, []) -> false.

add_element(X, [Y | Rest]) when X > Y -> [Y | add_element(X, Rest)];
add_element(X, [Y | _] = S) when X == Y -> S;
add_element(X, [_ | _] = S) -> [X | S];
add_element(X, []) -> [X].

del_element(X, [Y | Rest]) when X > Y -> [Y | del_element(X, Rest)];
del_element(X, [Y | Rest]) when X == Y -> Rest;
del_element(_, [_ | _] = S) -> S;
del_element(_, []) -> [].

union([X | Xs], [Y | _] = B) when X < Y -> [X | union(Xs, B)];
union([X | _] = A, [Y | Ys]) when X > Y -> [Y | union(Ys, A)];
union([X | Xs], [_ | Ys]) -> [X | union(Xs, Ys)];
union([], B) -> B;
union(A, []) -> A.

union(Sets) -> lists:umerge(Sets).

intersection([X | Xs], [Y | _] = B) when X < Y -> intersection(Xs, B);
intersection([X | _] = A, [Y | Ys]) when X > Y -> intersection(Ys, A);
intersection([X | Xs], [_ | Ys]) -> [X | intersection(Xs, Ys)];
intersection([], _) -> [];
intersection(_, []) -> [].

intersection([S]) -> S;
intersection([A, B | Sets]) -> intersection([intersection(A, B) | Sets]).

is_disjoint([X | Xs], [Y | _] = B) when X < Y -> is_disjoint(Xs, B);
is_disjoint([X | _] = A, [Y | Ys]) when X > Y -> is_disjoint(Ys, A);
is_disjoint([_ | _], [_ | _]) -> false;
is_disjoint([], _) -> true;
is_disjoint(_, []) -> true.

subtract([X | Xs], [Y | _] = B) when X < Y -> [X | subtract(Xs, B)];
subtract([X | _] = A, [Y | Ys]) when X > Y -> subtract(A, Ys);
subtract([_ | Xs], [_ | Ys]) -> subtract(Xs, Ys);
subtract([], _) -> [];
subtract(A, []) -> A.

is_subset([X | _], [Y | _]) when X < Y -> false;
is_subset([X | _] = A, [Y | Ys]) when X > Y -> is_subset(A, Ys);
is_subset([_ | Xs], [_ | Ys]) -> is_subset(Xs, Ys);
is_subset([], _) -> true;
is_subset(_, []) -> false.

fold(F, Acc, S) -> lists:foldl(F, Acc, S).

filter(F, S) -> lists:filter(F, S).
