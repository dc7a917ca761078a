%% Lists. What the functions give, and in which helper a wrong argument is found, is as in OTP 25;
%% reverse/2, member/2, keyfind/3, keymember/3 and keysearch/3 are built into the runtime.
-module(lists).
-compile({no_auto_import, [min/2, max/2]}).

-export([append/1, append/2, concat/1, delete/2, droplast/1, duplicate/2, enumerate/1, enumerate/2,
         flatlength/1, flatten/1, flatten/2, join/2, last/1, max/1, min/1, nth/2, nthtail/2,
         prefix/2, reverse/1, seq/2, seq/3, split/2, sublist/2, sublist/3, subtract/2, suffix/2,
         sum/1, uniq/1, uniq/2, unzip/1, unzip3/1, zip/2, zip3/3, zipwith/3, zipwith3/4]).
-export([all/2, any/2, dropwhile/2, filter/2, filtermap/2, flatmap/2, foldl/3, foldr/3, foreach/2,
         map/2, mapfoldl/3, mapfoldr/3, partition/2, search/2, splitwith/2, takewhile/2, zf/2]).
-export([keydelete/3, keymap/3, keymerge/3, keyreplace/4, keysort/2, keystore/4, keytake/3,
         rkeymerge/3, rukeymerge/3, ukeymerge/3, ukeysort/2]).
-export([merge/1, merge/2, merge/3, merge3/3, rmerge/2, rmerge/3, rmerge3/3, rumerge/2, rumerge/3,
         rumerge3/3, sort/1, sort/2, umerge/1, umerge/2, umerge/3, umerge3/3, usort/1, usort/2]).

%% ---- Building and taking apart ----

append(A, B) -> A ++ B.

append([]) -> [];
append([Only]) -> Only;
append([First | Rest]) -> First ++ append(Rest).

subtract(A, B) -> A -- B.

reverse([]) -> [];
reverse([_] = L) -> L;
reverse([A, B | Rest]) -> lists:reverse(Rest, [B, A]).

nth(1, [X | _]) -> X;
nth(N, [_ | Rest]) when N > 1 -> nth(N - 1, Rest).

nthtail(0, L) when is_list(L) -> L;
nthtail(1, [_ | Rest]) -> Rest;
nthtail(N, [_ | Rest]) when N > 1 -> nthtail(N - 1, Rest).

prefix([], L) when is_list(L) -> true;
prefix([X | Xs], [X | Ys]) -> prefix(Xs, Ys);
prefix([_ | _], L) when is_list(L) -> false.

suffix(Suffix, L) ->
    case length(L) - length(Suffix) of
        Longer when Longer >= 0 -> nthtail(Longer, L) =:= Suffix;
        _ -> false
    end.

droplast([_]) -> [];
droplast([X | Rest]) -> [X | droplast(Rest)].

last([X | Rest]) -> last(X, Rest).

last(X, []) -> X;
last(_, [X | Rest]) -> last(X, Rest).

seq(From, To) when is_integer(From), is_integer(To), From - 1 =< To ->
    count_down(To, From, []).

count_down(N, From, L) when N >= From -> count_down(N - 1, From, [N | L]);
count_down(_, _, L) -> L.

seq(From, To, Step) when is_integer(From), is_integer(To), is_integer(Step), Step > 0,
                         From - Step =< To;
                         is_integer(From), is_integer(To), is_integer(Step), Step < 0,
                         From - Step >= To ->
    Count = (To - From + Step) div Step,
    steps_down(Count, From + Step * (Count - 1), Step, []);
seq(Same, Same, 0) when is_integer(Same) -> [Same];
seq(From, To, Step) -> erlang:error(badarg, [From, To, Step]).

steps_down(0, _, _, L) -> L;
steps_down(Count, X, Step, L) -> steps_down(Count - 1, X - Step, Step, [X | L]).

sum(L) -> sum(L, 0).

sum([], Sum) -> Sum;
sum([X | Rest], Sum) -> sum(Rest, Sum + X).

duplicate(N, X) when is_integer(N), N >= 0 -> duplicate(N, X, []).

duplicate(0, _, L) -> L;
duplicate(N, X, L) -> duplicate(N - 1, X, [X | L]).

min([X | Rest]) -> min(Rest, X).

min([], Least) -> Least;
min([X | Rest], Least) when X < Least -> min(Rest, X);
min([_ | Rest], Least) -> min(Rest, Least).

max([X | Rest]) -> max(Rest, X).

max([], Greatest) -> Greatest;
max([X | Rest], Greatest) when X > Greatest -> max(Rest, X);
max([_ | Rest], Greatest) -> max(Rest, Greatest).

sublist(L, 1, Length) when is_list(L), is_integer(Length), Length >= 0 -> sublist(L, Length);
sublist([], Start, _) when is_integer(Start), Start >= 2 -> [];
sublist([_ | Rest], Start, Length) when is_integer(Start), Start >= 2 ->
    sublist(Rest, Start - 1, Length).

sublist(L, Length) when is_list(L), is_integer(Length) -> sublist_2(L, Length).

sublist_2(_, 0) -> [];
sublist_2([X | Rest], Length) when Length > 0 -> [X | sublist_2(Rest, Length - 1)];
sublist_2(L, Length) when is_list(L), Length > 0 -> [].

split(N, L) when is_integer(N), N >= 0, is_list(L) ->
    case split(N, L, []) of
        short -> erlang:error(badarg, [N, L]);
        Parts -> Parts
    end;
split(N, L) -> erlang:error(badarg, [N, L]).

split(0, Rest, Taken) -> {lists:reverse(Taken), Rest};
split(N, [X | Rest], Taken) -> split(N - 1, Rest, [X | Taken]);
split(_, [], _) -> short.

delete(_, []) -> [];
delete(X, [X | Rest]) -> Rest;
delete(X, [Y | Rest]) -> [Y | delete(X, Rest)].

join(_, []) -> [];
join(Between, [X | Rest]) -> [X | join_prepend(Between, Rest)].

join_prepend(_, []) -> [];
join_prepend(Between, [X | Rest]) -> [Between, X | join_prepend(Between, Rest)].

enumerate(L) when is_list(L) -> enumerate_1(1, L).

enumerate(From, L) when is_integer(From), is_list(L) -> enumerate_1(From, L).

enumerate_1(_, []) -> [];
enumerate_1(N, [X | Rest]) -> [{N, X} | enumerate_1(N + 1, Rest)].

zip([], []) -> [];
zip([X | Xs], [Y | Ys]) -> [{X, Y} | zip(Xs, Ys)].

zip3([], [], []) -> [];
zip3([X | Xs], [Y | Ys], [Z | Zs]) -> [{X, Y, Z} | zip3(Xs, Ys, Zs)].

zipwith(F, [X | Xs], [Y | Ys]) -> [F(X, Y) | zipwith(F, Xs, Ys)];
zipwith(F, [], []) when is_function(F, 2) -> [].

zipwith3(F, [X | Xs], [Y | Ys], [Z | Zs]) -> [F(X, Y, Z) | zipwith3(F, Xs, Ys, Zs)];
zipwith3(F, [], [], []) when is_function(F, 3) -> [].

unzip(L) -> unzip(L, [], []).

unzip([], Xs, Ys) -> {reverse(Xs), reverse(Ys)};
unzip([{X, Y} | Rest], Xs, Ys) -> unzip(Rest, [X | Xs], [Y | Ys]).

unzip3(L) -> unzip3(L, [], [], []).

unzip3([], Xs, Ys, Zs) -> {reverse(Xs), reverse(Ys), reverse(Zs)};
unzip3([{X, Y, Z} | Rest], Xs, Ys, Zs) -> unzip3(Rest, [X | Xs], [Y | Ys], [Z | Zs]).

concat(Things) -> flatmap(fun thing_to_list/1, Things).

thing_to_list(X) when is_list(X) -> X;
thing_to_list(X) when is_atom(X) -> atom_to_list(X);
thing_to_list(X) when is_integer(X) -> integer_to_list(X);
thing_to_list(X) when is_float(X) -> float_to_list(X).

flatten(L) when is_list(L) -> do_flatten(L, []).

flatten(L, Tail) when is_list(L), is_list(Tail) -> do_flatten(L, Tail).

do_flatten([], Tail) -> Tail;
do_flatten([X | Rest], Tail) when is_list(X) -> do_flatten(X, do_flatten(Rest, Tail));
do_flatten([X | Rest], Tail) -> [X | do_flatten(Rest, Tail)].

flatlength(L) -> flatlength(L, 0).

flatlength([], N) -> N;
flatlength([X | Rest], N) when is_list(X) -> flatlength(X, flatlength(Rest, N));
flatlength([_ | Rest], N) -> flatlength(Rest, N + 1).

%% The first of the elements that are exactly equal. Elements sorted by key and then by place bring
%% those that may be equal together.
uniq(L) -> uniq_1(L, #{}).

uniq_1([], _) -> [];
uniq_1([X | Rest], Seen) ->
    case Seen of
        #{X := _} -> uniq_1(Rest, Seen);
        _ -> [X | uniq_1(Rest, Seen#{X => []})]
    end.

uniq(F, L) when is_function(F, 1) -> uniq_2(L, F, #{}).

uniq_2([], _, _) -> [];
uniq_2([X | Rest], F, Seen) ->
    case F(X) of
        Key when is_map_key(Key, Seen) -> uniq_2(Rest, F, Seen);
        Key -> [X | uniq_2(Rest, F, Seen#{Key => []})]
    end.

%% ---- With a function for each element ----

all(Pred, L) when is_function(Pred, 1) ->
    case L of
        [] -> true;
        [X | Rest] ->
            case Pred(X) of
                true -> all_1(Pred, Rest);
                false -> false
            end
    end.

all_1(_, []) -> true;
all_1(Pred, [X | Rest]) ->
    case Pred(X) of
        true -> all_1(Pred, Rest);
        false -> false
    end.

any(Pred, L) when is_function(Pred, 1) ->
    case L of
        [] -> false;
        [X | Rest] ->
            case Pred(X) of
                true -> true;
                false -> any_1(Pred, Rest)
            end
    end.

any_1(_, []) -> false;
any_1(Pred, [X | Rest]) ->
    case Pred(X) of
        true -> true;
        false -> any_1(Pred, Rest)
    end.

map(F, L) when is_function(F, 1) ->
    case L of
        [] -> [];
        [X | Rest] -> [F(X) | map_1(F, Rest)]
    end.

map_1(_, []) -> [];
map_1(F, [X | Rest]) -> [F(X) | map_1(F, Rest)].

flatmap(F, L) when is_function(F, 1) -> flatmap_1(F, L).

flatmap_1(_, []) -> [];
flatmap_1(F, [X | Rest]) -> F(X) ++ flatmap_1(F, Rest).

foldl(F, Acc, L) when is_function(F, 2) ->
    case L of
        [] -> Acc;
        [X | Rest] -> foldl_1(F, F(X, Acc), Rest)
    end.

foldl_1(_, Acc, []) -> Acc;
foldl_1(F, Acc, [X | Rest]) -> foldl_1(F, F(X, Acc), Rest).

foldr(F, Acc, L) when is_function(F, 2) -> foldr_1(F, Acc, L).

foldr_1(_, Acc, []) -> Acc;
foldr_1(F, Acc, [X | Rest]) -> F(X, foldr_1(F, Acc, Rest)).

foreach(F, L) when is_function(F, 1) -> foreach_1(F, L).

foreach_1(_, []) -> ok;
foreach_1(F, [X | Rest]) ->
    F(X),
    foreach_1(F, Rest).

filter(Pred, L) when is_function(Pred, 1) -> [X || X <- L, Pred(X)].

filtermap(F, L) when is_function(F, 1) -> filtermap_1(F, L).

filtermap_1(_, []) -> [];
filtermap_1(F, [X | Rest]) ->
    case F(X) of
        true -> [X | filtermap_1(F, Rest)];
        {true, Y} -> [Y | filtermap_1(F, Rest)];
        false -> filtermap_1(F, Rest)
    end.

zf(F, L) -> filtermap(F, L).

partition(Pred, L) when is_function(Pred, 1) -> partition_1(Pred, L, [], []).

partition_1(_, [], Yes, No) -> {reverse(Yes), reverse(No)};
partition_1(Pred, [X | Rest], Yes, No) ->
    case Pred(X) of
        true -> partition_1(Pred, Rest, [X | Yes], No);
        false -> partition_1(Pred, Rest, Yes, [X | No])
    end.

mapfoldl(F, Acc, L) when is_function(F, 2) -> mapfoldl_1(F, Acc, L).

mapfoldl_1(_, Acc, []) -> {[], Acc};
mapfoldl_1(F, Acc, [X | Rest]) ->
    {Y, Acc1} = F(X, Acc),
    {Ys, Acc2} = mapfoldl_1(F, Acc1, Rest),
    {[Y | Ys], Acc2}.

mapfoldr(F, Acc, L) when is_function(F, 2) -> mapfoldr_1(F, Acc, L).

mapfoldr_1(_, Acc, []) -> {[], Acc};
mapfoldr_1(F, Acc, [X | Rest]) ->
    {Ys, Acc1} = mapfoldr_1(F, Acc, Rest),
    {Y, Acc2} = F(X, Acc1),
    {[Y | Ys], Acc2}.

takewhile(Pred, L) when is_function(Pred, 1) -> takewhile_1(Pred, L).

takewhile_1(_, []) -> [];
takewhile_1(Pred, [X | Rest]) ->
    case Pred(X) of
        true -> [X | takewhile_1(Pred, Rest)];
        false -> []
    end.

dropwhile(Pred, L) when is_function(Pred, 1) -> dropwhile_1(Pred, L).

dropwhile_1(_, []) -> [];
dropwhile_1(Pred, [X | Rest] = L) ->
    case Pred(X) of
        true -> dropwhile_1(Pred, Rest);
        false -> L
    end.

splitwith(Pred, L) when is_function(Pred, 1) -> splitwith_1(Pred, L, []).

splitwith_1(_, [], Taken) -> {reverse(Taken), []};
splitwith_1(Pred, [X | Rest] = L, Taken) ->
    case Pred(X) of
        true -> splitwith_1(Pred, Rest, [X | Taken]);
        false -> {reverse(Taken), L}
    end.

search(Pred, L) when is_function(Pred, 1) -> search_1(Pred, L).

search_1(_, []) -> false;
search_1(Pred, [X | Rest]) ->
    case Pred(X) of
        true -> {value, X};
        false -> search_1(Pred, Rest)
    end.

%% ---- Lists of tuples, by the element at a place ----

keydelete(Key, N, L) when is_integer(N), N > 0 -> keydelete3(Key, N, L).

keydelete3(_, _, []) -> [];
keydelete3(Key, N, [X | Rest]) when element(N, X) == Key -> Rest;
keydelete3(Key, N, [X | Rest]) -> [X | keydelete3(Key, N, Rest)].

keyreplace(Key, N, L, New) when is_integer(N), N > 0, is_tuple(New) -> keyreplace3(Key, N, L, New).

keyreplace3(_, _, [], _) -> [];
keyreplace3(Key, N, [X | Rest], New) when element(N, X) == Key -> [New | Rest];
keyreplace3(Key, N, [X | Rest], New) -> [X | keyreplace3(Key, N, Rest, New)].

keystore(Key, N, L, New) when is_integer(N), N > 0, is_tuple(New) -> keystore2(Key, N, L, New).

keystore2(_, _, [], New) -> [New];
keystore2(Key, N, [X | Rest], New) when element(N, X) == Key -> [New | Rest];
keystore2(Key, N, [X | Rest], New) -> [X | keystore2(Key, N, Rest, New)].

keytake(Key, N, L) when is_integer(N), N > 0 -> keytake(Key, N, L, []).

keytake(_, _, [], _) -> false;
keytake(Key, N, [X | Rest], Before) when element(N, X) == Key ->
    {value, X, lists:reverse(Before, Rest)};
keytake(Key, N, [X | Rest], Before) -> keytake(Key, N, Rest, [X | Before]).

keymap(F, N, []) when is_integer(N), N >= 1, is_function(F, 1) -> [];
keymap(F, N, [X | Rest]) -> [setelement(N, X, F(element(N, X))) | keymap(F, N, Rest)].

%% ---- Sorting ----
%% Merge sorts from runs that are found in the list, last element first. A run takes an element that
%% belongs at its end or in the place before that, and is closed by one that does not. Merging turns
%% the direction of lists round, so passes over ascending and over descending lists take turns.

sort([]) -> [];
sort([_] = L) -> L;
sort([X, Y] = L) when X =< Y -> L;
sort([X, Y | Rest]) when X < Y -> up([Y, X], Rest, []);
sort([X | [_, _ | Tail] = Rest]) when Tail =:= [] -> up([X], Rest, []);
sort([X | [_ | _] = Rest]) -> level([X], Rest).

%% Where the first run ends and what follows is small integers, or tuples with such keys, in no order (`is_mixed`),
%% longer runs are made, before those that there are. Of integers nobody can tell which of the equal ones comes first.
%% Says `false` where something else is among them: then the runs are as long as they are in the list.
long_runs(N, L, Unique, Runs) ->
    case swerl_lists:is_mixed(N, L) of
        true -> more_runs(N, L, Unique, Runs);
        false -> false
    end.

more_runs(_, [], _, Runs) -> Runs;
more_runs(N, L, Unique, Runs) ->
    case swerl_lists:run(N, L, Unique) of
        [Run | Rest] -> more_runs(N, Rest, Unique, [Run | Runs]);
        false -> false
    end.

%% Elements at the start that compare equal.
level([X | _] = Run, [Y | Rest]) when X == Y -> level([Y | Run], Rest);
level([X | _] = Run, [Y | Rest]) when X < Y -> up([Y | Run], Rest, []);
level(Run, [Y | Rest]) -> down([Y | Run], Rest, []);
level(Run, []) -> lists:reverse(Run).

%% Runs from the greatest element to the least.
up([Top | _] = Run, [X | Rest], Runs) when X >= Top -> up([X | Run], Rest, Runs);
up([Top, Next | Run], [X | Rest], Runs) when X >= Next -> up([Top, X, Next | Run], Rest, Runs);
up([Top], [X | Rest], Runs) -> up([Top, X], Rest, Runs);
up([Top, Next], [X | Rest], Runs) -> up([Top, Next, X], Rest, Runs);
up(Run, [X | Rest] = All, []) when is_integer(X) ->
    case long_runs(0, All, false, [Run]) of
        false -> up([X], Rest, [Run]);
        Runs -> descending_pass(Runs, [])
    end;
up(Run, [X | Rest], Runs) -> up([X], Rest, [Run | Runs]);
up(Run, [], Runs) -> descending_pass([Run | Runs], []).

%% Runs from the least element to the greatest. Here numbers that are equal but not the same (1 and
%% 1.0) change places, and the element that closes a run waits for the next that closes it as well.
down([Top | _] = Run, [X | Rest], Runs) when X =< Top -> down([X | Run], Rest, Runs);
down([Top, Next | Run], [X | Rest], Runs) when X =< Next -> down([Top, X, Next | Run], Rest, Runs);
down([Top, Next], [X | Rest], Runs) -> down([Top, Next, X], Rest, Runs);
down(Run, [X | Rest], Runs) -> down(Run, X, Rest, Runs);
down(Run, [], Runs) -> ascending_pass([Run | Runs], []).

down([Top | _] = Run, Spare, [X | Rest], Runs) when X =< Top -> down([X | Run], Spare, Rest, Runs);
down([Top, Next | Run], Spare, [X | Rest], Runs) when X =< Next ->
    down([Top, X, Next | Run], Spare, Rest, Runs);
down(Run, Spare, [X | Rest], []) when is_integer(Spare) ->
    case long_runs(0, [Spare, X | Rest], false, []) of
        false when Spare > X -> down([X, Spare], Rest, [Run]);
        false -> down([Spare, X], Rest, [Run]);
        Runs -> ascending_pass([lists:reverse(Falling) || Falling <- Runs] ++ [Run], [])
    end;
down(Run, Spare, [X | Rest], Runs) when Spare > X -> down([X, Spare], Rest, [Run | Runs]);
down(Run, Spare, [X | Rest], Runs) -> down([Spare, X], Rest, [Run | Runs]);
down(Run, Spare, [], Runs) -> ascending_pass([[Spare], Run | Runs], []).

%% Merges pairs of ascending lists, the one that comes first standing first.
ascending_pass([A, B | Runs], Merged) ->
    ascending_pass(Runs, [merge_up(A, B, []) | Merged]);
ascending_pass([A], []) -> A;
ascending_pass([A], Merged) -> descending_pass([lists:reverse(A) | Merged], []);
ascending_pass([], Merged) -> descending_pass(Merged, []).

%% Merges pairs of descending lists, the one that comes first standing last.
descending_pass([B, A | Runs], Merged) ->
    descending_pass(Runs, [merge_down(A, B, []) | Merged]);
descending_pass([A], []) -> lists:reverse(A);
descending_pass([A], Merged) -> ascending_pass([lists:reverse(A) | Merged], []);
descending_pass([], Merged) -> ascending_pass(Merged, []).

%% Two ascending lists as a descending one; of equal elements that of A comes first.
merge_up([X | _] = A, [Y | Ys], M) when X > Y -> merge_up(A, Ys, [Y | M]);
merge_up([X | Xs], [_ | _] = B, M) -> merge_up(Xs, B, [X | M]);
merge_up([], B, M) -> lists:reverse(B, M);
merge_up(A, [], M) -> lists:reverse(A, M).

%% Two descending lists as an ascending one; of equal elements that of A comes first.
merge_down([X | Xs], [Y | _] = B, M) when X > Y -> merge_down(Xs, B, [X | M]);
merge_down([_ | _] = A, [Y | Ys], M) -> merge_down(A, Ys, [Y | M]);
merge_down([], B, M) -> lists:reverse(B, M);
merge_down(A, [], M) -> lists:reverse(A, M).

%% Of elements that compare equal the first one stays.
usort([]) -> [];
usort([_] = L) -> L;
usort([X | [_ | _] = Rest]) -> unique_fall([X], Rest, []).

%% Elements at the start of a run that fall.
unique_fall([Top | _] = Run, [X | Rest], Runs) when X < Top -> unique_fall([X | Run], Rest, Runs);
unique_fall([Top | _] = Run, [X | Rest], Runs) when X == Top -> unique_fall(Run, Rest, Runs);
unique_fall(Run, [], []) -> Run;
unique_fall(Run, Rest, Runs) -> unique_runs(lists:reverse(Run), Rest, Runs).

%% Runs as in up/3 and passes as for sort/1, in which an element that is there already is dropped: of many equal ones few
%% come to be merged.
unique_runs([Top | _] = Run, [X | Rest], Runs) when X > Top -> unique_runs([X | Run], Rest, Runs);
unique_runs([Top | _] = Run, [X | Rest], Runs) when X == Top -> unique_runs(Run, Rest, Runs);
unique_runs([Top, Next | Below], [X | Rest], Runs) when X > Next -> unique_runs([Top, X, Next | Below], Rest, Runs);
unique_runs([_, Next | _] = Run, [X | Rest], Runs) when X == Next -> unique_runs(Run, Rest, Runs);
unique_runs([Top], [X | Rest], Runs) -> unique_runs([Top, X], Rest, Runs);
unique_runs([Top, Next], [X | Rest], Runs) -> unique_runs([Top, Next, X], Rest, Runs);
unique_runs(Run, [X | Rest] = All, []) when is_integer(X) ->
    case long_runs(0, All, true, [Run]) of
        false -> unique_fall([X], Rest, [Run]);
        Runs -> unique_descending_pass(Runs, [])
    end;
unique_runs(Run, [X | Rest], Runs) -> unique_fall([X], Rest, [Run | Runs]);
unique_runs(Run, [], Runs) -> unique_descending_pass([Run | Runs], []).

unique_ascending_pass([[X | Xs], B | Runs], Merged) ->
    unique_ascending_pass(Runs, [unique_up(Xs, B, X, []) | Merged]);
unique_ascending_pass([A], []) -> A;
unique_ascending_pass([A], Merged) -> unique_descending_pass([lists:reverse(A) | Merged], []);
unique_ascending_pass([], Merged) -> unique_descending_pass(Merged, []).

unique_descending_pass([B, [X | Xs] | Runs], Merged) ->
    unique_descending_pass(Runs, [unique_down(Xs, B, X, []) | Merged]);
unique_descending_pass([A], []) -> lists:reverse(A);
unique_descending_pass([A], Merged) -> unique_ascending_pass([lists:reverse(A) | Merged], []);
unique_descending_pass([], Merged) -> unique_ascending_pass(Merged, []).

%% Two descending lists as an ascending one; `X` is the head of the first list.
unique_down(Xs, [Y | _] = B, X, M) when X > Y ->
    case Xs of
        [Next | Rest] -> unique_down(Rest, B, Next, [X | M]);
        [] -> lists:reverse(B, [X | M])
    end;
unique_down(Xs, [Y | Ys], X, M) when X == Y -> unique_down(Xs, Ys, X, M);
unique_down(Xs, [Y | Ys], X, M) -> unique_down(Xs, Ys, X, [Y | M]);
unique_down(Xs, [], X, M) -> lists:reverse(Xs, [X | M]).

keysort(N, L) when is_integer(N), N > 0 ->
    case L of
        [] -> [];
        [_] -> L;
        [X, Y | Rest] ->
            case element(N, X) =< element(N, Y) of
                true when Rest =:= [] -> L;
                true -> keyup(N, [Y, X], Rest, []);
                false -> keyfall(N, [Y, X], Rest, [])
            end
    end.

%% Elements at the start of a run that fall.
keyfall(N, [Top | _] = Run, [X | Rest] = All, Runs) ->
    case element(N, X) < element(N, Top) of
        true -> keyfall(N, [X | Run], Rest, Runs);
        false -> keyup(N, lists:reverse(Run), All, Runs)
    end;
keyfall(_, Run, [], []) -> Run;
keyfall(N, Run, [], Runs) -> keyup(N, lists:reverse(Run), [], Runs).

keyup(N, [Top | Below] = Run, [X | Rest] = All, Runs) ->
    Key = element(N, X),
    case Key >= element(N, Top) of
        true -> keyup(N, [X | Run], Rest, Runs);
        false ->
            case Below of
                [] -> keyup(N, [Top, X], Rest, Runs);
                [Next | _] when Key >= element(N, Next) -> keyup(N, [Top, X | Below], Rest, Runs);
                [Next] -> keyup(N, [Top, Next, X], Rest, Runs);
                _ when Runs =/= []; not is_integer(Key) -> keyfall(N, [X], Rest, [Run | Runs]);
                _ ->
                    case long_runs(N, All, false, [Run]) of
                        false -> keyfall(N, [X], Rest, [Run]);
                        Long -> key_descending_pass(N, Long, [])
                    end
            end
    end;
keyup(N, Run, [], Runs) -> key_descending_pass(N, [Run | Runs], []).

key_ascending_pass(N, [A, B | Runs], Merged) ->
    key_ascending_pass(N, Runs, [key_merge_up(N, A, B, []) | Merged]);
key_ascending_pass(_, [A], []) -> A;
key_ascending_pass(N, [A], Merged) -> key_descending_pass(N, [lists:reverse(A) | Merged], []);
key_ascending_pass(N, [], Merged) -> key_descending_pass(N, Merged, []).

key_descending_pass(N, [B, A | Runs], Merged) ->
    key_descending_pass(N, Runs, [key_merge_down(N, A, B, []) | Merged]);
key_descending_pass(_, [A], []) -> lists:reverse(A);
key_descending_pass(N, [A], Merged) -> key_ascending_pass(N, [lists:reverse(A) | Merged], []);
key_descending_pass(N, [], Merged) -> key_ascending_pass(N, Merged, []).

key_merge_up(N, [X | Xs], [Y | Ys], M) -> key_merge_up(N, element(N, X), X, Xs, element(N, Y), Y, Ys, M);
key_merge_up(_, [], B, M) -> lists:reverse(B, M);
key_merge_up(_, A, [], M) -> lists:reverse(A, M).

%% The heads of both lists and their keys, and the tails.
key_merge_up(N, KeyX, X, Xs, KeyY, Y, Ys, M) when KeyX > KeyY ->
    case Ys of
        [Next | Rest] -> key_merge_up(N, KeyX, X, Xs, element(N, Next), Next, Rest, [Y | M]);
        [] -> lists:reverse(Xs, [X, Y | M])
    end;
key_merge_up(N, _, X, [Next | Rest], KeyY, Y, Ys, M) ->
    key_merge_up(N, element(N, Next), Next, Rest, KeyY, Y, Ys, [X | M]);
key_merge_up(_, _, X, [], _, Y, Ys, M) -> lists:reverse(Ys, [Y, X | M]).

key_merge_down(N, [X | Xs], [Y | Ys], M) -> key_merge_down(N, element(N, X), X, Xs, element(N, Y), Y, Ys, M);
key_merge_down(_, [], B, M) -> lists:reverse(B, M);
key_merge_down(_, A, [], M) -> lists:reverse(A, M).

key_merge_down(N, KeyX, X, Xs, KeyY, Y, Ys, M) when KeyX > KeyY ->
    case Xs of
        [Next | Rest] -> key_merge_down(N, element(N, Next), Next, Rest, KeyY, Y, Ys, [X | M]);
        [] -> lists:reverse(Ys, [Y, X | M])
    end;
key_merge_down(N, KeyX, X, Xs, _, Y, [Next | Rest], M) ->
    key_merge_down(N, KeyX, X, Xs, element(N, Next), Next, Rest, [Y | M]);
key_merge_down(_, _, X, Xs, _, Y, [], M) -> lists:reverse(Xs, [X, Y | M]).

ukeysort(N, L) when is_integer(N), N > 0 ->
    case L of
        [] -> [];
        [_] -> L;
        [X | [_ | _] = Rest] -> ukeyfall(N, [X], Rest, [])
    end.

ukeyfall(N, [Top | _] = Run, [X | Rest] = All, Runs) ->
    Last = element(N, Top),
    case element(N, X) of
        Key when Key < Last -> ukeyfall(N, [X | Run], Rest, Runs);
        Key when Key == Last -> ukeyfall(N, Run, Rest, Runs);
        _ -> ukeyup(N, lists:reverse(Run), All, Runs)
    end;
ukeyfall(_, Run, [], []) -> Run;
ukeyfall(N, Run, [], Runs) -> ukeyup(N, lists:reverse(Run), [], Runs).

%% As unique_runs/3.
ukeyup(N, [Top | Below] = Run, [X | Rest] = All, Runs) ->
    Key = element(N, X),
    case element(N, Top) of
        Last when Key > Last -> ukeyup(N, [X | Run], Rest, Runs);
        Last when Key == Last -> ukeyup(N, Run, Rest, Runs);
        _ when Below =:= [] -> ukeyup(N, [Top, X], Rest, Runs);
        _ ->
            case element(N, hd(Below)) of
                Last when Key > Last -> ukeyup(N, [Top, X | Below], Rest, Runs);
                Last when Key == Last -> ukeyup(N, Run, Rest, Runs);
                _ when tl(Below) =:= [] -> ukeyup(N, [Top, hd(Below), X], Rest, Runs);
                _ when Runs =/= []; not is_integer(Key) -> ukeyfall(N, [X], Rest, [Run | Runs]);
                _ ->
                    case long_runs(N, All, true, [Run]) of
                        false -> ukeyfall(N, [X], Rest, [Run]);
                        Long -> ukey_descending_pass(N, Long, [])
                    end
            end
    end;
ukeyup(N, Run, [], Runs) -> ukey_descending_pass(N, [Run | Runs], []).

ukey_ascending_pass(N, [[X | Xs], [Y | Ys] | Runs], Merged) ->
    Both = ukey_up(N, element(N, X), X, Xs, element(N, Y), Y, Ys, []),
    ukey_ascending_pass(N, Runs, [Both | Merged]);
ukey_ascending_pass(_, [A], []) -> A;
ukey_ascending_pass(N, [A], Merged) -> ukey_descending_pass(N, [lists:reverse(A) | Merged], []);
ukey_ascending_pass(N, [], Merged) -> ukey_descending_pass(N, Merged, []).

ukey_descending_pass(N, [[Y | Ys], [X | Xs] | Runs], Merged) ->
    Both = ukey_down(N, element(N, X), X, Xs, element(N, Y), Y, Ys, []),
    ukey_descending_pass(N, Runs, [Both | Merged]);
ukey_descending_pass(_, [A], []) -> lists:reverse(A);
ukey_descending_pass(N, [A], Merged) -> ukey_ascending_pass(N, [lists:reverse(A) | Merged], []);
ukey_descending_pass(N, [], Merged) -> ukey_ascending_pass(N, Merged, []).

%% As key_merge_up/8 and key_merge_down/8; of equal elements that of the second list is dropped.
ukey_up(N, KeyX, X, Xs, KeyY, Y, Ys, M) when KeyX < KeyY ->
    case Xs of
        [Next | Rest] -> ukey_up(N, element(N, Next), Next, Rest, KeyY, Y, Ys, [X | M]);
        [] -> lists:reverse(Ys, [Y, X | M])
    end;
ukey_up(N, KeyX, X, Xs, KeyY, Y, Ys, M) ->
    Merged = if KeyX == KeyY -> M; true -> [Y | M] end,
    case Ys of
        [Next | Rest] -> ukey_up(N, KeyX, X, Xs, element(N, Next), Next, Rest, Merged);
        [] -> lists:reverse(Xs, [X | Merged])
    end.

ukey_down(N, KeyX, X, Xs, KeyY, Y, Ys, M) when KeyX > KeyY ->
    case Xs of
        [Next | Rest] -> ukey_down(N, element(N, Next), Next, Rest, KeyY, Y, Ys, [X | M]);
        [] -> lists:reverse(Ys, [Y, X | M])
    end;
ukey_down(N, KeyX, X, Xs, KeyY, Y, Ys, M) ->
    Merged = if KeyX == KeyY -> M; true -> [Y | M] end,
    case Ys of
        [Next | Rest] -> ukey_down(N, KeyX, X, Xs, element(N, Next), Next, Rest, Merged);
        [] -> lists:reverse(Xs, [X | Merged])
    end.

%% ---- Sorting by a function ----
%% A function that is no order (`fun(A, B) -> A < B end` on lists with equal elements) shows in which
%% order it was asked; runs are found and merged by the same questions as in OTP.

sort(F, []) when is_function(F, 2) -> [];
sort(F, [_] = L) when is_function(F, 2) -> L;
sort(F, [X, Y | Rest]) ->
    case F(X, Y) of
        true -> run(F, true, [Y, X], Rest, []);
        false -> run(F, false, [Y, X], Rest, [])
    end.

%% `Up`: the answer to F(End of the run, Element) by which the element belongs behind the end.
run(F, Up, [Top, Next | Below] = Run, [X | Rest], Runs) ->
    case F(Top, X) of
        Up -> run(F, Up, [X | Run], Rest, Runs);
        No when is_boolean(No) ->
            case F(Next, X) of
                Up -> run(F, Up, [Top, X, Next | Below], Rest, Runs);
                No when Below =:= [] -> run(F, Up, [Top, Next, X], Rest, Runs);
                No -> run(F, Up, Run, X, Rest, Runs)
            end
    end;
run(F, Up, Run, [], Runs) -> run_pass(F, not Up, true, [Run | Runs], []).

%% A run that is closed by `Spare`, which goes on with the next element that closes it.
run(F, Up, [Top, Next | Below] = Run, Spare, [X | Rest], Runs) ->
    case F(Top, X) of
        Up -> run(F, Up, [X | Run], Spare, Rest, Runs);
        No when is_boolean(No) ->
            case F(Next, X) of
                Up -> run(F, Up, [Top, X, Next | Below], Spare, Rest, Runs);
                No ->
                    case F(Spare, X) of
                        Up -> run(F, Up, [X, Spare], Rest, [Run | Runs]);
                        No -> run(F, Up, [Spare, X], Rest, [Run | Runs])
                    end
            end
    end;
run(F, Up, Run, Spare, [], Runs) -> run_pass(F, not Up, true, [[Spare], Run | Runs], []).

%% `Forward`: the lists ascend. `Swapped`: in each pair the list that comes first stands last. Every
%% pass turns both round.
run_pass(F, Forward, Swapped, [A, B | Runs], Merged) ->
    M = case Swapped of
            true -> run_merge(F, Forward, B, A, []);
            false -> run_merge(F, Forward, A, B, [])
        end,
    run_pass(F, Forward, Swapped, Runs, [M | Merged]);
run_pass(_, true, _, [A], []) -> A;
run_pass(_, false, _, [A], []) -> lists:reverse(A);
run_pass(F, Forward, Swapped, [A], Merged) ->
    run_pass(F, not Forward, not Swapped, [lists:reverse(A) | Merged], []);
run_pass(F, Forward, Swapped, [], Merged) -> run_pass(F, not Forward, not Swapped, Merged, []).

run_merge(F, Forward, [X | Xs] = A, [Y | Ys] = B, M) ->
    case F(X, Y) of
        Forward -> run_merge(F, Forward, Xs, B, [X | M]);
        No when is_boolean(No) -> run_merge(F, Forward, A, Ys, [Y | M])
    end;
run_merge(_, _, [], B, M) -> lists:reverse(B, M);
run_merge(_, _, A, [], M) -> lists:reverse(A, M).

%% Two elements are equal if F is true of them both ways round; then the first one stays.
usort(F, []) when is_function(F, 2) -> [];
usort(F, [_] = L) when is_function(F, 2) -> L;
usort(F, [X | Rest]) when is_function(F, 2) -> usort_1(F, X, Rest).

usort_1(F, X, [Y | Rest]) ->
    case order(F, X, Y) of
        equal when Rest =:= [] -> [X];
        equal -> usort_1(F, X, Rest);
        before -> urun(F, [Y, X], Rest, []);
        behind -> ufall(F, [Y, X], Rest)
    end.

order(F, X, Y) ->
    case F(X, Y) of
        true ->
            case F(Y, X) of
                true -> equal;
                false -> before
            end;
        false -> behind
    end.

%% While every element belongs before the last one.
ufall(_, Run, []) -> Run;
ufall(F, [Top | Below] = Run, [X | Rest]) ->
    case order(F, Top, X) of
        equal -> ufall(F, Run, Rest);
        before -> urun(F, [X, Top], Rest, [lists:reverse(Below)]);
        behind -> ufall(F, [X | Run], Rest)
    end.

urun(F, [Top, Next | Below] = Run, [X | Rest], Runs) ->
    case order(F, Top, X) of
        equal -> urun(F, Run, Rest, Runs);
        before -> urun(F, [X | Run], Rest, Runs);
        behind ->
            case order(F, Next, X) of
                equal -> urun(F, Run, Rest, Runs);
                before -> urun(F, [Top, X, Next | Below], Rest, Runs);
                behind when Below =:= [] -> urun(F, [Top, Next, X], Rest, Runs);
                behind -> urun(F, Run, X, Rest, Runs)
            end
    end;
urun(F, Run, [], Runs) -> ubackward_pass(F, [Run | Runs], []).

urun(F, [Top, Next | Below] = Run, Spare, [X | Rest], Runs) ->
    case order(F, Top, X) of
        equal -> urun(F, Run, Spare, Rest, Runs);
        before -> urun(F, [X | Run], Spare, Rest, Runs);
        behind ->
            case order(F, Next, X) of
                equal -> urun(F, Run, Spare, Rest, Runs);
                before -> urun(F, [Top, X, Next | Below], Spare, Rest, Runs);
                behind ->
                    case order(F, Spare, X) of
                        equal -> urun(F, Run, Spare, Rest, Runs);
                        before -> urun(F, [X, Spare], Rest, [Run | Runs]);
                        behind -> urun(F, [Spare, X], Rest, [Run | Runs])
                    end
            end
    end;
urun(F, Run, Spare, [], Runs) -> ubackward_pass(F, [[Spare], Run | Runs], []).

uforward_pass(F, [A, B | Runs], Merged) ->
    uforward_pass(F, Runs, [umerge_up(F, none, A, B, []) | Merged]);
uforward_pass(_, [A], []) -> A;
uforward_pass(F, [A], Merged) -> ubackward_pass(F, [lists:reverse(A) | Merged], []);
uforward_pass(F, [], Merged) -> ubackward_pass(F, Merged, []).

ubackward_pass(F, [B, A | Runs], Merged) ->
    ubackward_pass(F, Runs, [umerge_down(F, none, A, B, []) | Merged]);
ubackward_pass(F, [A], Merged) -> uforward_pass(F, [lists:reverse(A) | Merged], []);
ubackward_pass(F, [], Merged) -> uforward_pass(F, Merged, []).

%% `Last`: {the element of A that was taken last}, unless one of B has followed it. An element of B
%% is asked whether it equals that one.
umerge_up(F, Last, [X | Xs] = A, [Y | Ys] = B, M) ->
    case F(X, Y) of
        true -> umerge_up(F, {X}, Xs, B, [X | M]);
        false -> umerge_up(F, none, A, Ys, unless_last(F, Last, Y, M))
    end;
umerge_up(_, _, A, [], M) -> lists:reverse(A, M);
umerge_up(F, Last, [], [Y | Ys], M) -> lists:reverse(Ys, unless_last(F, Last, Y, M)).

unless_last(_, none, Y, M) -> [Y | M];
unless_last(F, {X}, Y, M) ->
    case F(Y, X) of
        true -> M;
        false -> [Y | M]
    end.

%% `Held`: {the element of B that was taken last}, unless one of A has followed it. It is put into
%% the result when it is known not to equal the next element of A.
umerge_down(F, Held, [X | Xs] = A, [Y | Ys] = B, M) ->
    case F(X, Y) of
        true -> umerge_down(F, {Y}, A, Ys, put_held(Held, M));
        false -> umerge_down(F, none, Xs, B, [X | unless_equal(F, Held, X, M)])
    end;
umerge_down(_, none, [], B, M) -> lists:reverse(B, M);
umerge_down(F, Held, [X | Xs], [], M) -> lists:reverse(Xs, [X | unless_equal(F, Held, X, M)]).

put_held(none, M) -> M;
put_held({Y}, M) -> [Y | M].

unless_equal(_, none, _, M) -> M;
unless_equal(F, {Y}, X, M) ->
    case F(Y, X) of
        true -> M;
        false -> [Y | M]
    end.

%% ---- Merging sorted lists ----
%% Of equal elements that of the earlier list comes first (or, in the functions with a u, alone).
%% The functions with an r are for descending lists.

merge(Lists) -> merge_all([L || L <- Lists, L =/= []], []).

merge_all([A, B | Lists], Merged) -> merge_all(Lists, [merge(A, B) | Merged]);
merge_all([], []) -> [];
merge_all([A], []) -> A;
merge_all([A], Merged) -> merge_all(lists:reverse(Merged, [A]), []);
merge_all([], Merged) -> merge_all(lists:reverse(Merged), []).

merge(A, []) -> A;
merge(A, [_ | _] = B) -> lists:reverse(merge_up(A, B, [])).

merge3(A, B, C) -> merge(merge(A, B), C).

rmerge(A, []) -> A;
rmerge(A, [_ | _] = B) -> lists:reverse(merge_down(A, B, [])).

rmerge3(A, B, C) -> rmerge(rmerge(A, B), C).

umerge(Lists) -> umerge_all([L || L <- Lists, L =/= []], []).

umerge_all([A, B | Lists], Merged) -> umerge_all(Lists, [umerge(A, B) | Merged]);
umerge_all([], []) -> [];
umerge_all([A], []) -> A;
umerge_all([A], Merged) -> umerge_all(lists:reverse(Merged, [A]), []);
umerge_all([], Merged) -> umerge_all(lists:reverse(Merged), []).

umerge([], B) -> B;
umerge([X | Xs], B) -> lists:reverse(unique_up(Xs, B, X, [])).

%% `X` is the head of the first list.
unique_up(Xs, [Y | Ys], X, M) when X < Y -> unique_next(Xs, [Y | Ys], [X | M]);
unique_up(Xs, [Y | Ys], X, M) when X == Y -> unique_up(Xs, Ys, X, M);
unique_up(Xs, [Y | Ys], X, M) -> unique_up(Xs, Ys, X, [Y | M]);
unique_up(Xs, [], X, M) -> lists:reverse(Xs, [X | M]).

unique_next([X | Xs], B, M) -> unique_up(Xs, B, X, M);
unique_next([], B, M) -> lists:reverse(B, M).

umerge3(A, B, C) -> umerge(umerge(A, B), C).

rumerge(A, B) -> reverse(umerge(reverse(A), reverse(B))).

rumerge3(A, B, C) -> rumerge(rumerge(A, B), C).

merge(F, A, []) when is_function(F, 2) -> A;
merge(F, A, [_ | _] = B) when is_function(F, 2) -> lists:reverse(run_merge(F, true, A, B, [])).

rmerge(F, A, []) when is_function(F, 2) -> A;
rmerge(F, A, [_ | _] = B) when is_function(F, 2) -> lists:reverse(run_merge(F, false, A, B, [])).

umerge(F, [], B) when is_function(F, 2) -> B;
umerge(F, [_ | _] = A, B) when is_function(F, 2) -> lists:reverse(umerge_up(F, none, A, B, [])).

rumerge(F, A, []) when is_function(F, 2) -> A;
rumerge(F, A, [_ | _] = B) when is_function(F, 2) -> lists:reverse(umerge_down(F, none, A, B, [])).

keymerge(N, A, B) when is_integer(N), N > 0 ->
    case B of
        [] -> A;
        [_ | _] -> lists:reverse(key_merge_up(N, A, B, []))
    end.

rkeymerge(N, A, B) when is_integer(N), N > 0 ->
    case B of
        [] -> A;
        [_ | _] -> lists:reverse(key_merge_down(N, A, B, []))
    end.

ukeymerge(N, A, B) when is_integer(N), N > 0 ->
    case A of
        [] -> B;
        [_ | _] -> lists:reverse(unique_key_up(N, A, B, []))
    end.

unique_key_up(N, [X | Xs] = A, [Y | Ys] = B, M) ->
    Key = element(N, X),
    case element(N, Y) of
        Other when Key < Other -> unique_key_up(N, Xs, B, [X | M]);
        Other when Key == Other -> unique_key_up(N, A, Ys, M);
        _ -> unique_key_up(N, A, Ys, [Y | M])
    end;
unique_key_up(_, [], B, M) -> lists:reverse(B, M);
unique_key_up(_, A, [], M) -> lists:reverse(A, M).

rukeymerge(N, A, B) -> reverse(ukeymerge(N, reverse(A), reverse(B))).
