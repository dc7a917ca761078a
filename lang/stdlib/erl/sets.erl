%% Sets: of version 1 as hash tables like those of dict, of version 2 as maps from elements to [].
-module(sets).
-compile({no_auto_import, [size/1]}).

-compile({nowarn_deprecated_function, {erlang, phash, 2}}).

-export([add_element/2, del_element/2, filter/2, fold/3, from_list/1, from_list/2, intersection/1,
         intersection/2, is_disjoint/2, is_element/2, is_empty/1, is_set/1, is_subset/2, new/0, new/1,
         size/1, subtract/2, to_list/1, union/1, union/2]).

%% As the record of dict, but a slot is a list of elements.
-record(set, {size = 0, n = 16, maxn = 16, bso = 8, exp_size = 80, con_size = 48, empty, segs}).

-define(EMPTY, {[], [], [], [], [], [], [], [], [], [], [], [], [], [], [], []}).

new() -> #set{empty = ?EMPTY, segs = {?EMPTY}}.

new([{version, 2}]) -> #{};
new(Options) ->
    case proplists:get_value(version, Options, 1) of
        1 -> new();
        2 -> #{}
    end.

%% In a large table the segments' tuple is long, and each element that is added copies it.
-define(MANY, 10000).

from_list(List) when length(List) > ?MANY -> filled(lists:reverse(distinct(List)));
from_list(List) -> lists:foldl(fun add_element/2, new(), List).

distinct(List) ->
    case map_size(maps:from_keys(List, [])) =:= length(List) of
        true -> List;
        false -> distinct(List, #{})
    end.

distinct([], _) -> [];
distinct([X | Rest], Seen) when is_map_key(X, Seen) -> distinct(Rest, Seen);
distinct([X | Rest], Seen) -> [X | distinct(Rest, Seen#{X => []})].

%% The set to which these elements have been added, the first one last. There is a slot for every five.
filled(Elements) ->
    Size = length(Elements),
    N = max(16, (Size + 4) div 5),
    Max = room(N, 16),
    Set = #set{size = Size, n = N, maxn = Max, bso = Max div 2, exp_size = N * 5, con_size = N * 3,
               empty = ?EMPTY},
    Placed = lists:keysort(1, [{slot(X, Set), X} || X <- Elements]),
    Set#set{segs = list_to_tuple(segments(1, Max, Placed))}.

room(N, Max) when Max >= N -> Max;
room(N, Max) -> room(N, 2 * Max).

segments(Slot, Max, _) when Slot > Max -> [];
segments(Slot, Max, Placed) ->
    {Slots, Rest} = lists:mapfoldl(fun at_slot/2, Placed, lists:seq(Slot, Slot + 15)),
    [list_to_tuple(Slots) | segments(Slot + 16, Max, Rest)].

at_slot(Slot, [{Slot, X} | Placed]) ->
    {Elements, Rest} = at_slot(Slot, Placed),
    {[X | Elements], Rest};
at_slot(_, Placed) -> {[], Placed}.

from_list(List, [{version, 2}]) -> maps:from_keys(List, []);
from_list(List, Options) ->
    case proplists:get_value(version, Options, 1) of
        1 -> from_list(List);
        2 -> maps:from_keys(List, [])
    end.

is_set(#{}) -> true;
is_set(#set{}) -> true;
is_set(_) -> false.

size(#{} = Set) -> map_size(Set);
size(#set{size = Size}) -> Size.

is_empty(#{} = Set) -> map_size(Set) =:= 0;
is_empty(#set{size = Size}) -> Size =:= 0.

to_list(#{} = Set) -> maps:keys(Set);
to_list(#set{segs = Segments}) -> fold_segments(fun(X, L) -> [X | L] end, [], Segments, tuple_size(Segments)).

is_element(X, #{} = Set) -> is_map_key(X, Set);
is_element(X, #set{} = Set) -> lists:member(X, elements(slot(X, Set), Set#set.segs)).

%% ---- Slots ----

slot(X, #set{n = N, maxn = Max, bso = Back}) ->
    case erlang:phash(X, Max) of
        Hash when Hash > N -> Hash - Back;
        Hash -> Hash
    end.

elements(Slot, Segments) -> element((Slot - 1) rem 16 + 1, element((Slot - 1) div 16 + 1, Segments)).

with_elements(Slot, Elements, Segments) ->
    I = (Slot - 1) div 16 + 1,
    setelement(I, Segments, setelement((Slot - 1) rem 16 + 1, element(I, Segments), Elements)).

add_element(X, #{} = Set) -> Set#{X => []};
add_element(X, #set{size = Size, segs = Segments} = Set) ->
    Slot = slot(X, Set),
    Elements = elements(Slot, Segments),
    case lists:member(X, Elements) of
        true -> Set;
        false ->
            New = Set#set{size = Size + 1, segs = with_elements(Slot, [X | Elements], Segments)},
            case Size + 1 > Set#set.exp_size of
                true -> expanded(New);
                false -> New
            end
    end.

expanded(#set{n = Max, maxn = Max, bso = Back, empty = Empty, segs = Segments} = Set) ->
    More = lists:duplicate(tuple_size(Segments), Empty),
    split(Set#set{maxn = 2 * Max, bso = 2 * Back, segs = list_to_tuple(tuple_to_list(Segments) ++ More)});
expanded(Set) -> split(Set).

split(#set{n = N, maxn = Max, bso = Back, segs = Segments} = Set) ->
    New = N + 1,
    Old = New - Back,
    {Stay, Go} = split(elements(Old, Segments), Old, Max),
    Set#set{n = New, exp_size = New * 5, con_size = New * 3,
            segs = with_elements(New, Go, with_elements(Old, Stay, Segments))}.

split([], _, _) -> {[], []};
split([X | Elements], Old, Max) ->
    {Stay, Go} = split(Elements, Old, Max),
    case erlang:phash(X, Max) of
        Old -> {[X | Stay], Go};
        _ -> {Stay, [X | Go]}
    end.

del_element(X, #{} = Set) -> maps:remove(X, Set);
del_element(X, #set{segs = Segments} = Set) ->
    Slot = slot(X, Set),
    Elements = elements(Slot, Segments),
    case lists:member(X, Elements) of
        true -> shrunk(1, Set#set{segs = with_elements(Slot, lists:delete(X, Elements), Segments)});
        false -> Set
    end.

%% The set after so many elements have gone.
shrunk(Less, #set{size = Size, n = N, con_size = Least} = Set) when Size - Less < Least, N > 16 ->
    #set{maxn = Max, bso = Back, segs = Segments} = Set,
    Last = N - 1,
    Joined = elements(N - Back, Segments) ++ elements(N, Segments),
    Left = with_elements(N, [], with_elements(N - Back, Joined, Segments)),
    New = Set#set{size = Size - Less, n = Last, exp_size = Last * 5, con_size = Last * 3},
    case Last of
        Back ->
            Half = lists:sublist(tuple_to_list(Left), tuple_size(Left) div 2),
            New#set{maxn = Max div 2, bso = Back div 2, segs = list_to_tuple(Half)};
        _ -> New#set{segs = Left}
    end;
shrunk(Less, #set{size = Size} = Set) -> Set#set{size = Size - Less}.

%% ---- All elements ----

fold(Fun, Acc, #{} = Set) when is_function(Fun, 2) ->
    maps:fold(fun(X, _, A) -> Fun(X, A) end, Acc, Set);
fold(Fun, Acc, #set{segs = Segments}) when is_function(Fun, 2) ->
    fold_segments(Fun, Acc, Segments, tuple_size(Segments)).

%% From the last slot to the first.
fold_segments(_, Acc, _, 0) -> Acc;
fold_segments(Fun, Acc, Segments, I) ->
    fold_segments(Fun, fold_slots(Fun, Acc, element(I, Segments), 16), Segments, I - 1).

fold_slots(_, Acc, _, 0) -> Acc;
fold_slots(Fun, Acc, Segment, I) ->
    fold_slots(Fun, fold_elements(Fun, Acc, element(I, Segment)), Segment, I - 1).

fold_elements(_, Acc, []) -> Acc;
fold_elements(Fun, Acc, [X | Elements]) -> fold_elements(Fun, Fun(X, Acc), Elements).

filter(Fun, #{} = Set) when is_function(Fun, 1) ->
    maps:from_keys(kept(Fun, maps:next(maps:iterator(Set))), []);
filter(Fun, #set{segs = Segments} = Set) when is_function(Fun, 1) ->
    {Left, Gone} = lists:mapfoldl(fun(S, N) -> filtered_slots(Fun, S, N) end, 0, tuple_to_list(Segments)),
    shrunk(Gone, Set#set{segs = list_to_tuple(Left)}).

kept(_, none) -> [];
kept(Fun, {X, _, Rest}) ->
    case Fun(X) of
        true -> [X | kept(Fun, maps:next(Rest))];
        false -> kept(Fun, maps:next(Rest))
    end.

filtered_slots(Fun, Segment, Gone) ->
    {Slots, Sum} = lists:mapfoldl(fun(Slot, N) -> filtered(Fun, Slot, [], N) end, Gone,
                                  tuple_to_list(Segment)),
    {list_to_tuple(Slots), Sum}.

%% What stays of a slot is turned round.
filtered(_, [], Stay, Gone) -> {Stay, Gone};
filtered(Fun, [X | Elements], Stay, Gone) ->
    case Fun(X) of
        true -> filtered(Fun, Elements, [X | Stay], Gone);
        false -> filtered(Fun, Elements, Stay, Gone + 1)
    end.

%% ---- Two sets, perhaps of different versions ----

union(#{} = A, #{} = B) -> maps:merge(A, B);
union(A, B) ->
    case size(A) < size(B) of
        true -> fold(fun add_element/2, B, A);
        false -> fold(fun add_element/2, A, B)
    end.

union([]) -> new();
union([Set]) -> Set;
union([A, B | Sets]) -> union([union(A, B) | Sets]).

intersection(#{} = A, #{} = B) when map_size(A) < map_size(B) -> common(A, B);
intersection(#{} = A, #{} = B) -> common(B, A);
intersection(A, B) ->
    case size(A) < size(B) of
        true -> common(A, B);
        false -> common(B, A)
    end.

common(Small, Large) -> filter(fun(X) -> is_element(X, Large) end, Small).

intersection([Set]) -> Set;
intersection([A, B | Sets]) -> intersection([intersection(A, B) | Sets]).

subtract(A, B) -> filter(fun(X) -> not is_element(X, B) end, A).

is_disjoint(A, B) ->
    case size(A) < size(B) of
        true -> fold(fun(X, Apart) -> Apart andalso not is_element(X, B) end, true, A);
        false -> fold(fun(X, Apart) -> Apart andalso not is_element(X, A) end, true, B)
    end.

is_subset(#{} = A, #{} = B) when map_size(A) > map_size(B) -> false;
is_subset(A, B) -> fold(fun(X, Sub) -> Sub andalso is_element(X, B) end, true, A).
