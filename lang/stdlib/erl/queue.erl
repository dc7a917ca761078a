%% Queues as pairs {Rear, Front} of lists, the rear in reverse. A queue of two or more elements has
%% none of its lists empty, so that both ends are near.
-module(queue).
-compile({no_auto_import, [get/1]}).

-export([from_list/1, in/2, in_r/2, is_empty/1, is_queue/1, join/2, len/1, member/2, new/0, out/1,
         out_r/1, reverse/1, split/2, to_list/1]).
-export([drop/1, drop_r/1, get/1, get_r/1, peek/1, peek_r/1]).
-export([all/2, any/2, delete/2, delete_r/2, delete_with/2, delete_with_r/2, filter/2, filtermap/2, fold/3]).
-export([cons/2, daeh/1, head/1, init/1, lait/1, last/1, liat/1, snoc/2, tail/1]).

new() -> {[], []}.

is_queue({R, F}) -> is_list(R) andalso is_list(F);
is_queue(_) -> false.

is_empty({[], []}) -> true;
is_empty({R, F}) when is_list(R), is_list(F) -> false;
is_empty(Q) -> erlang:error(badarg, [Q]).

len({R, F}) when is_list(R), is_list(F) -> length(R) + length(F);
len(Q) -> erlang:error(badarg, [Q]).

to_list({R, F}) when is_list(R), is_list(F) -> F ++ lists:reverse(R);
to_list(Q) -> erlang:error(badarg, [Q]).

from_list(L) when is_list(L) -> of_front(L);
from_list(L) -> erlang:error(badarg, [L]).

member(X, {R, F}) when is_list(R), is_list(F) -> lists:member(X, R) orelse lists:member(X, F);
member(X, Q) -> erlang:error(badarg, [X, Q]).

%% A queue whose elements are all in the front list, or all in the rear one, shared out.
of_front([]) -> {[], []};
of_front([_] = F) -> {F, []};
of_front([X, Y]) -> {[Y], [X]};
of_front(L) ->
    {F, R} = lists:split(length(L) div 2, L),
    {lists:reverse(R), F}.

of_rear([]) -> {[], []};
of_rear([_] = R) -> {[], R};
of_rear([Y, X]) -> {[Y], [X]};
of_rear(L) ->
    {R, F} = lists:split(length(L) div 2, L),
    {R, lists:reverse(F)}.

in(X, {[_] = R, []}) -> {[X], R};
in(X, {R, F}) when is_list(R), is_list(F) -> {[X | R], F};
in(X, Q) -> erlang:error(badarg, [X, Q]).

in_r(X, {[], [_] = F}) -> {F, [X]};
in_r(X, {R, F}) when is_list(R), is_list(F) -> {R, [X | F]};
in_r(X, Q) -> erlang:error(badarg, [X, Q]).

out({R, [X]}) when is_list(R) -> {{value, X}, of_rear(R)};
out({R, [X | F]}) when is_list(R) -> {{value, X}, {R, F}};
out({[], []} = Q) -> {empty, Q};
out({[X], []}) -> {{value, X}, {[], []}};
out({[Y | R], []}) ->
    [X | F] = lists:reverse(R),
    {{value, X}, {[Y], F}};
out(Q) -> erlang:error(badarg, [Q]).

out_r({[X], F}) when is_list(F) -> {{value, X}, of_front(F)};
out_r({[X | R], F}) when is_list(F) -> {{value, X}, {R, F}};
out_r({[], []} = Q) -> {empty, Q};
out_r({[], [X]}) -> {{value, X}, {[], []}};
out_r({[], [Y | F]}) ->
    [X | R] = lists:reverse(F),
    {{value, X}, {R, [Y]}};
out_r(Q) -> erlang:error(badarg, [Q]).

reverse({R, F}) when is_list(R), is_list(F) -> {F, R};
reverse(Q) -> erlang:error(badarg, [Q]).

join({R, F} = Q, {[], []}) when is_list(R), is_list(F) -> Q;
join({[], []}, {R, F} = Q) when is_list(R), is_list(F) -> Q;
join({R1, F1}, {R2, F2}) when is_list(R1), is_list(F1), is_list(R2), is_list(F2) ->
    {R2, F1 ++ lists:reverse(R1, F2)};
join(Q1, Q2) -> erlang:error(badarg, [Q1, Q2]).

split(0, {R, F} = Q) when is_list(R), is_list(F) -> {{[], []}, Q};
split(N, {R, F} = Q) when is_integer(N), N > 0, is_list(R), is_list(F) ->
    InFront = length(F),
    if
        N < InFront ->
            [X | Rest] = F,
            split_front(N - 1, R, Rest, [], [X]);
        N =:= InFront -> {of_front(F), of_rear(R)};
        true ->
            case InFront + length(R) - N of
                0 -> {Q, {[], []}};
                Left when Left > 0 ->
                    [X | Rest] = R,
                    split_rear(Left - 1, Rest, F, [X], []);
                _ -> erlang:error(badarg, [N, Q])
            end
    end;
split(N, Q) -> erlang:error(badarg, [N, Q]).

split_front(0, R, F, R1, F1) -> {{R1, F1}, {R, F}};
split_front(N, R, [X | F], R1, F1) -> split_front(N - 1, R, F, [X | R1], F1).

split_rear(0, R, F, R2, F2) -> {{R, F}, {R2, F2}};
split_rear(N, [X | R], F, R2, F2) -> split_rear(N - 1, R, F, R2, [X | F2]).

%% ---- The ends ----

get({R, [X | _]}) when is_list(R) -> X;
get({[], []} = Q) -> erlang:error(empty, [Q]);
get({[_ | _] = R, []}) -> lists:last(R);
get(Q) -> erlang:error(badarg, [Q]).

get_r({[X | _], F}) when is_list(F) -> X;
get_r({[], []} = Q) -> erlang:error(empty, [Q]);
get_r({[], [_ | _] = F}) -> lists:last(F);
get_r(Q) -> erlang:error(badarg, [Q]).

peek({R, [X | _]}) when is_list(R) -> {value, X};
peek({[], []}) -> empty;
peek({[_ | _] = R, []}) -> {value, lists:last(R)};
peek(Q) -> erlang:error(badarg, [Q]).

peek_r({[X | _], F}) when is_list(F) -> {value, X};
peek_r({[], []}) -> empty;
peek_r({[], [_ | _] = F}) -> {value, lists:last(F)};
peek_r(Q) -> erlang:error(badarg, [Q]).

drop({R, [_]}) when is_list(R) -> of_rear(R);
drop({R, [_ | F]}) when is_list(R) -> {R, F};
drop({[], []} = Q) -> erlang:error(empty, [Q]);
drop({[_], []}) -> {[], []};
drop({[Y | R], []}) ->
    [_ | F] = lists:reverse(R),
    {[Y], F};
drop(Q) -> erlang:error(badarg, [Q]).

drop_r({[_], F}) when is_list(F) -> of_front(F);
drop_r({[_ | R], F}) when is_list(F) -> {R, F};
drop_r({[], []} = Q) -> erlang:error(empty, [Q]);
drop_r({[], [_]}) -> {[], []};
drop_r({[], [Y | F]}) ->
    [_ | R] = lists:reverse(F),
    {R, [Y]};
drop_r(Q) -> erlang:error(badarg, [Q]).

%% ---- All elements, from front to rear ----

fold(Fun, Acc, {R, F}) when is_function(Fun, 2), is_list(R), is_list(F) ->
    lists:foldr(Fun, lists:foldl(Fun, Acc, F), R);
fold(Fun, Acc, Q) -> erlang:error(badarg, [Fun, Acc, Q]).

any(Fun, {R, F}) when is_function(Fun, 1), is_list(R), is_list(F) ->
    lists:any(Fun, F) orelse lists:any(Fun, R);
any(Fun, Q) -> erlang:error(badarg, [Fun, Q]).

all(Fun, {R, F}) when is_function(Fun, 1), is_list(R), is_list(F) ->
    lists:all(Fun, F) andalso lists:all(Fun, R);
all(Fun, Q) -> erlang:error(badarg, [Fun, Q]).

%% A queue of what is left of both lists.
filled([], F) -> of_front(F);
filled(R, []) -> of_rear(R);
filled(R, F) -> {R, F}.

filter(Fun, {R, F}) when is_function(Fun, 1), is_list(R), is_list(F) ->
    Front = filter_front(Fun, F),
    filled(filter_rear(Fun, R), Front);
filter(Fun, Q) -> erlang:error(badarg, [Fun, Q]).

filter_front(_, []) -> [];
filter_front(Fun, [X | F]) ->
    case Fun(X) of
        true -> [X | filter_front(Fun, F)];
        false -> filter_front(Fun, F);
        [] -> filter_front(Fun, F);
        [New] -> [New | filter_front(Fun, F)];
        L when is_list(L) -> L ++ filter_front(Fun, F)
    end.

%% The rear is walked from its end, where its first element is.
filter_rear(_, []) -> [];
filter_rear(Fun, [X | R]) ->
    Rest = filter_rear(Fun, R),
    case Fun(X) of
        true -> [X | Rest];
        false -> Rest;
        [] -> Rest;
        [New] -> [New | Rest];
        L when is_list(L) -> lists:reverse(L, Rest)
    end.

filtermap(Fun, {R, F}) when is_function(Fun, 1), is_list(R), is_list(F) ->
    Front = lists:filtermap(Fun, F),
    filled(filtermap_rear(Fun, R), Front);
filtermap(Fun, Q) -> erlang:error(badarg, [Fun, Q]).

filtermap_rear(_, []) -> [];
filtermap_rear(Fun, [X | R]) ->
    Rest = filtermap_rear(Fun, R),
    case Fun(X) of
        true -> [X | Rest];
        {true, New} -> [New | Rest];
        false -> Rest
    end.

%% ---- Without one element ----

delete(X, {R, F} = Q) when is_list(R), is_list(F) -> without_first(fun(Y) -> Y =:= X end, R, F, Q);
delete(X, Q) -> erlang:error(badarg, [X, Q]).

delete_r(X, {R, F}) when is_list(R), is_list(F) -> reverse(delete(X, {F, R}));
delete_r(X, Q) -> erlang:error(badarg, [X, Q]).

delete_with(Fun, {R, F} = Q) when is_function(Fun, 1), is_list(R), is_list(F) ->
    without_first(Fun, R, F, Q);
delete_with(Fun, Q) -> erlang:error(badarg, [Fun, Q]).

delete_with_r(Fun, {R, F}) when is_function(Fun, 1), is_list(R), is_list(F) ->
    reverse(delete_with(Fun, {F, R}));
delete_with_r(Fun, Q) -> erlang:error(badarg, [Fun, Q]).

without_first(Fun, R, F, Q) ->
    case without_first(Fun, F) of
        none ->
            case without_last(Fun, R) of
                none -> Q;
                [] -> of_front(F);
                Rear -> {Rear, F}
            end;
        [] -> of_rear(R);
        Front -> {R, Front}
    end.

without_first(_, []) -> none;
without_first(Fun, [X | Rest]) ->
    case Fun(X) of
        true -> Rest;
        false ->
            case without_first(Fun, Rest) of
                none -> none;
                Left -> [X | Left]
            end
    end.

without_last(_, []) -> none;
without_last(Fun, [X | Rest]) ->
    case without_last(Fun, Rest) of
        none ->
            case Fun(X) of
                true -> Rest;
                false -> none
            end;
        Left -> [X | Left]
    end.

%% ---- Other names ----

cons(X, Q) -> in_r(X, Q).

snoc(Q, X) -> in(X, Q).

head({[], []} = Q) -> erlang:error(empty, [Q]);
head({R, F} = Q) when is_list(R), is_list(F) -> get(Q);
head(Q) -> erlang:error(badarg, [Q]).

daeh(Q) -> get_r(Q).

last(Q) -> get_r(Q).

tail(Q) -> drop(Q).

liat(Q) -> drop_r(Q).

lait(Q) -> drop_r(Q).

init(Q) -> drop_r(Q).
