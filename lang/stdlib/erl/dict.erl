%% Dictionaries as hash tables that grow and shrink by one slot at a time (linear hashing). A slot is a
%% list of [Key | Value]; sixteen slots are a segment. Order, growth and hash are as in OTP 25, so that
%% a dictionary prints the same and its pairs come in the same order.
-module(dict).

-compile({nowarn_deprecated_function, {erlang, phash, 2}}).

-export([append/3, append_list/3, erase/2, fetch/2, fetch_keys/1, filter/2, find/2, fold/3, from_list/1,
         is_empty/1, is_key/2, map/2, merge/3, new/0, size/1, store/3, take/2, to_list/1, update/3,
         update/4, update_counter/3]).

-record(dict, {size = 0,
               n = 16,           % slots in use
               maxn = 16,        % slots there are; the hash is taken modulo this
               bso = 8,          % how far before a slot the one is from which it was split
               exp_size = 80,    % with more pairs than this there will be a slot more,
               con_size = 48,    % with fewer than this one less
               empty,
               segs}).

-define(EMPTY, {[], [], [], [], [], [], [], [], [], [], [], [], [], [], [], []}).

new() -> #dict{empty = ?EMPTY, segs = {?EMPTY}}.

size(#dict{size = Size}) when is_integer(Size), Size >= 0 -> Size.

is_empty(#dict{size = Size}) -> Size =:= 0.

%% ---- Slots ----

slot(Key, Dict) ->
    Hash = erlang:phash(Key, Dict#dict.maxn),
    case Hash > Dict#dict.n of
        true -> Hash - Dict#dict.bso;
        false -> Hash
    end.

pairs(Slot, Segments) -> element((Slot - 1) rem 16 + 1, element((Slot - 1) div 16 + 1, Segments)).

with_pairs(Slot, Pairs, Segments) ->
    I = (Slot - 1) div 16 + 1,
    setelement(I, Segments, setelement((Slot - 1) rem 16 + 1, element(I, Segments), Pairs)).

%% The dictionary with a slot's pairs replaced and so many pairs more.
grown(Slot, Pairs, More, #dict{size = Size, segs = Segments} = Dict) ->
    New = Dict#dict{size = Size + More, segs = with_pairs(Slot, Pairs, Segments)},
    case Size + More > Dict#dict.exp_size of
        true -> expanded(New);
        false -> New
    end.

expanded(#dict{n = Max, maxn = Max, bso = Back, empty = Empty, segs = Segments} = Dict) ->
    More = lists:duplicate(tuple_size(Segments), Empty),
    split(Dict#dict{maxn = 2 * Max, bso = 2 * Back, segs = list_to_tuple(tuple_to_list(Segments) ++ More)});
expanded(Dict) -> split(Dict).

split(#dict{n = N, maxn = Max, bso = Back, segs = Segments} = Dict) ->
    New = N + 1,
    Old = New - Back,
    {Stay, Go} = split(pairs(Old, Segments), Old, Max),
    Dict#dict{n = New, exp_size = New * 5, con_size = New * 3,
              segs = with_pairs(New, Go, with_pairs(Old, Stay, Segments))}.

split([], _, _) -> {[], []};
split([[Key | _] = Pair | Pairs], Old, Max) ->
    {Stay, Go} = split(Pairs, Old, Max),
    case erlang:phash(Key, Max) of
        Old -> {[Pair | Stay], Go};
        _ -> {Stay, [Pair | Go]}
    end.

%% The dictionary after so many pairs have gone.
shrunk(Less, #dict{size = Size, n = N, con_size = Least} = Dict) when Size - Less < Least, N > 16 ->
    #dict{maxn = Max, bso = Back, segs = Segments} = Dict,
    Last = N - 1,
    Joined = pairs(N - Back, Segments) ++ pairs(N, Segments),
    Left = with_pairs(N, [], with_pairs(N - Back, Joined, Segments)),
    New = Dict#dict{size = Size - Less, n = Last, exp_size = Last * 5, con_size = Last * 3},
    case Last of
        Back ->
            Half = lists:sublist(tuple_to_list(Left), tuple_size(Left) div 2),
            New#dict{maxn = Max div 2, bso = Back div 2, segs = list_to_tuple(Half)};
        _ -> New#dict{segs = Left}
    end;
shrunk(Less, #dict{size = Size} = Dict) -> Dict#dict{size = Size - Less}.

%% ---- One key ----

is_key(Key, Dict) -> among(Key, pairs(slot(Key, Dict), Dict#dict.segs)).

among(Key, [[Key | _] | _]) -> true;
among(Key, [_ | Pairs]) -> among(Key, Pairs);
among(_, []) -> false.

find(Key, Dict) -> found(Key, pairs(slot(Key, Dict), Dict#dict.segs)).

found(Key, [[Key | Value] | _]) -> {ok, Value};
found(Key, [_ | Pairs]) -> found(Key, Pairs);
found(_, []) -> error.

fetch(Key, Dict) ->
    case found(Key, pairs(slot(Key, Dict), Dict#dict.segs)) of
        {ok, Value} -> Value;
        error -> erlang:error(badarg, [Key, Dict])
    end.

store(Key, Value, Dict) ->
    Slot = slot(Key, Dict),
    {Pairs, More} = stored(Key, Value, pairs(Slot, Dict#dict.segs)),
    grown(Slot, Pairs, More, Dict).

stored(Key, Value, []) -> {[[Key | Value]], 1};
stored(Key, Value, [[Key | _] | Pairs]) -> {[[Key | Value] | Pairs], 0};
stored(Key, Value, [Pair | Pairs]) ->
    {Rest, More} = stored(Key, Value, Pairs),
    {[Pair | Rest], More}.

append(Key, Value, Dict) -> append_list(Key, [Value], Dict).

append_list(Key, Values, Dict) ->
    Slot = slot(Key, Dict),
    {Pairs, More} = appended(Key, Values, pairs(Slot, Dict#dict.segs)),
    grown(Slot, Pairs, More, Dict).

appended(Key, Values, []) -> {[[Key | Values]], 1};
appended(Key, Values, [[Key | Old] | Pairs]) -> {[[Key | Old ++ Values] | Pairs], 0};
appended(Key, Values, [Pair | Pairs]) ->
    {Rest, More} = appended(Key, Values, Pairs),
    {[Pair | Rest], More}.

update(Key, Fun, Dict) ->
    Slot = slot(Key, Dict),
    Pairs = pairs(Slot, Dict#dict.segs),
    case among(Key, Pairs) of
        true -> Dict#dict{segs = with_pairs(Slot, changed(Key, Fun, Pairs), Dict#dict.segs)};
        false -> erlang:error(badarg, [Key, Fun, Dict])
    end.

changed(Key, Fun, [[Key | Value] | Pairs]) -> [[Key | Fun(Value)] | Pairs];
changed(Key, Fun, [Pair | Pairs]) -> [Pair | changed(Key, Fun, Pairs)].

update(Key, Fun, New, Dict) ->
    Slot = slot(Key, Dict),
    {Pairs, More} = updated(Key, Fun, New, pairs(Slot, Dict#dict.segs)),
    grown(Slot, Pairs, More, Dict).

updated(Key, Fun, _, [[Key | Value] | Pairs]) -> {[[Key | Fun(Value)] | Pairs], 0};
updated(Key, Fun, New, [Pair | Pairs]) ->
    {Rest, More} = updated(Key, Fun, New, Pairs),
    {[Pair | Rest], More};
updated(Key, Fun, New, []) when is_function(Fun, 1) -> {[[Key | New]], 1}.

update_counter(Key, Add, Dict) when is_number(Add) ->
    Slot = slot(Key, Dict),
    {Pairs, More} = counted(Key, Add, pairs(Slot, Dict#dict.segs)),
    grown(Slot, Pairs, More, Dict).

counted(Key, Add, []) -> {[[Key | Add]], 1};
counted(Key, Add, [[Key | Value] | Pairs]) -> {[[Key | Value + Add] | Pairs], 0};
counted(Key, Add, [Pair | Pairs]) ->
    {Rest, More} = counted(Key, Add, Pairs),
    {[Pair | Rest], More}.

erase(Key, Dict) ->
    Slot = slot(Key, Dict),
    Pairs = pairs(Slot, Dict#dict.segs),
    case among(Key, Pairs) of
        true -> shrunk(1, Dict#dict{segs = with_pairs(Slot, without(Key, Pairs), Dict#dict.segs)});
        false -> shrunk(0, Dict)
    end.

without(Key, [[Key | _] | Pairs]) -> Pairs;
without(Key, [Pair | Pairs]) -> [Pair | without(Key, Pairs)].

take(Key, Dict) ->
    Slot = slot(Key, Dict),
    Pairs = pairs(Slot, Dict#dict.segs),
    case found(Key, Pairs) of
        {ok, Value} ->
            {Value, shrunk(1, Dict#dict{segs = with_pairs(Slot, without(Key, Pairs), Dict#dict.segs)})};
        error -> error
    end.

%% ---- All pairs ----

%% In a large table the segments' tuple is long, and each pair that is stored copies it.
-define(MANY, 10000).

from_list(List) when length(List) > ?MANY ->
    case lists:all(fun is_pair/1, List) of
        true -> filled(distinct(List));
        false -> stored_in_turn(List)
    end;
from_list(List) -> stored_in_turn(List).

stored_in_turn(List) -> lists:foldl(fun({Key, Value}, Dict) -> store(Key, Value, Dict) end, new(), List).

is_pair({_, _}) -> true;
is_pair(_) -> false.

%% The last pair of each key, where its first one stands.
distinct(List) ->
    Last = maps:from_list([{Key, [Key | Value]} || {Key, Value} <- List]),
    case map_size(Last) =:= length(List) of
        true -> [[Key | Value] || {Key, Value} <- List];
        false -> distinct(List, Last)
    end.

distinct([], _) -> [];
distinct([{Key, _} | Rest], Last) ->
    case maps:take(Key, Last) of
        {Pair, Left} -> [Pair | distinct(Rest, Left)];
        error -> distinct(Rest, Last)
    end.

%% The dictionary in which these pairs have been stored. There is a slot for every five.
filled(Pairs) ->
    Size = length(Pairs),
    N = max(16, (Size + 4) div 5),
    Max = room(N, 16),
    Dict = #dict{size = Size, n = N, maxn = Max, bso = Max div 2, exp_size = N * 5, con_size = N * 3,
                 empty = ?EMPTY},
    Placed = lists:keysort(1, [{slot(Key, Dict), Pair} || [Key | _] = Pair <- Pairs]),
    Dict#dict{segs = list_to_tuple(segments(1, Max, Placed))}.

room(N, Max) when Max >= N -> Max;
room(N, Max) -> room(N, 2 * Max).

segments(Slot, Max, _) when Slot > Max -> [];
segments(Slot, Max, Placed) ->
    {Slots, Rest} = lists:mapfoldl(fun at_slot/2, Placed, lists:seq(Slot, Slot + 15)),
    [list_to_tuple(Slots) | segments(Slot + 16, Max, Rest)].

at_slot(Slot, [{Slot, Pair} | Placed]) ->
    {Pairs, Rest} = at_slot(Slot, Placed),
    {[Pair | Pairs], Rest};
at_slot(_, Placed) -> {[], Placed}.

to_list(Dict) -> fold(fun(Key, Value, List) -> [{Key, Value} | List] end, [], Dict).

fetch_keys(Dict) -> fold(fun(Key, _, Keys) -> [Key | Keys] end, [], Dict).

fold(Fun, Acc, Dict) -> folded(Fun, Acc, Dict).

%% From the last slot to the first.
folded(Fun, Acc, #dict{size = 0}) when is_function(Fun, 3) -> Acc;
folded(Fun, Acc, Dict) ->
    Segments = Dict#dict.segs,
    fold_segments(Fun, Acc, Segments, tuple_size(Segments)).

fold_segments(Fun, Acc, Segments, I) when I > 0 ->
    fold_segments(Fun, fold_slots(Fun, Acc, element(I, Segments), 16), Segments, I - 1);
fold_segments(Fun, Acc, _, 0) when is_function(Fun, 3) -> Acc.

fold_slots(Fun, Acc, Segment, I) when I > 0 ->
    fold_slots(Fun, fold_pairs(Fun, Acc, element(I, Segment)), Segment, I - 1);
fold_slots(Fun, Acc, _, 0) when is_function(Fun, 3) -> Acc.

fold_pairs(Fun, Acc, [[Key | Value] | Pairs]) -> fold_pairs(Fun, Fun(Key, Value, Acc), Pairs);
fold_pairs(Fun, Acc, []) when is_function(Fun, 3) -> Acc.

map(Fun, Dict) -> mapped_dict(Fun, Dict).

mapped_dict(Fun, #dict{size = 0} = Dict) when is_function(Fun, 2) -> Dict;
mapped_dict(Fun, Dict) ->
    Segments = [mapped_slots(Fun, tuple_to_list(S)) || S <- tuple_to_list(Dict#dict.segs)],
    Dict#dict{segs = list_to_tuple(Segments)}.

mapped_slots(Fun, Slots) -> list_to_tuple([mapped(Fun, Pairs) || Pairs <- Slots]).

mapped(Fun, [[Key | Value] | Pairs]) -> [[Key | Fun(Key, Value)] | mapped(Fun, Pairs)];
mapped(Fun, []) when is_function(Fun, 2) -> [].

filter(Fun, Dict) -> filtered_dict(Fun, Dict).

filtered_dict(Fun, #dict{size = 0} = Dict) when is_function(Fun, 2) -> Dict;
filtered_dict(Fun, Dict) ->
    {Segments, Gone} = lists:mapfoldl(fun(S, N) -> filtered_slots(Fun, S, N) end, 0,
                                      tuple_to_list(Dict#dict.segs)),
    shrunk(Gone, Dict#dict{segs = list_to_tuple(Segments)}).

filtered_slots(Fun, Segment, Gone) ->
    {Slots, Sum} = lists:mapfoldl(fun(Pairs, N) -> filtered(Fun, Pairs, [], N) end, Gone,
                                  tuple_to_list(Segment)),
    {list_to_tuple(Slots), Sum}.

filtered(Fun, [[Key | Value] = Pair | Pairs], Stay, Gone) ->
    case Fun(Key, Value) of
        true -> filtered(Fun, Pairs, [Pair | Stay], Gone);
        false -> filtered(Fun, Pairs, Stay, Gone + 1)
    end;
filtered(Fun, [], Stay, Gone) when is_function(Fun, 2) -> {lists:reverse(Stay), Gone}.

%% The pairs of the smaller dictionary are put into the other.
merge(Fun, A, B) when A#dict.size < B#dict.size ->
    fold(fun(Key, InA, Dict) -> update(Key, fun(InB) -> Fun(Key, InA, InB) end, InA, Dict) end, B, A);
merge(Fun, A, B) ->
    fold(fun(Key, InB, Dict) -> update(Key, fun(InA) -> Fun(Key, InA, InB) end, InB, Dict) end, A, B).
