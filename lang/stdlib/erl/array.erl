%% Arrays as trees of tuples: a leaf has ten elements, an inner node ten nodes and, as its eleventh
%% element, how many elements each of them stands for. A part that was never set is that number alone.
-module(array).

-export([default/1, fix/1, foldl/3, foldr/3, from_list/1, from_list/2, from_orddict/1, from_orddict/2,
         get/2, is_array/1, is_fix/1, map/2, new/0, new/1, new/2, relax/1, reset/2, resize/1, resize/2,
         set/3, size/1, sparse_foldl/3, sparse_foldr/3, sparse_map/2, sparse_size/1, sparse_to_list/1,
         sparse_to_orddict/1, to_list/1, to_orddict/1]).

%% max: how many elements the tree has room for; 0 where the size is fixed.
-record(array, {size = 0, max = 0, default, elements}).

-define(NODE(Each), {_, _, _, _, _, _, _, _, _, _, Each}).

new() -> #array{max = 10, elements = 10}.

new(Options) -> new(Options, 0, false, undefined).

new(Size, Options) when is_integer(Size), Size >= 0 -> new(Options, Size, true, undefined);
new(_, _) -> erlang:error(badarg).

new([fixed | More], Size, _, Default) -> new(More, Size, true, Default);
new([{fixed, Fixed} | More], Size, _, Default) when is_boolean(Fixed) -> new(More, Size, Fixed, Default);
new([{default, Default} | More], Size, Fixed, _) -> new(More, Size, Fixed, Default);
new([{size, Size} | More], _, _, Default) when is_integer(Size), Size >= 0 -> new(More, Size, true, Default);
new([Size | More], _, _, Default) when is_integer(Size), Size >= 0 -> new(More, Size, true, Default);
new([], Size, Fixed, Default) ->
    Room = room(Size - 1, 10),
    Max = case Fixed of
              true -> 0;
              false -> Room
          end,
    #array{size = Size, max = Max, default = Default, elements = Room};
new(Option, Size, Fixed, Default) when not is_list(Option) -> new([Option], Size, Fixed, Default);
new(_, _, _, _) -> erlang:error(badarg).

%% The least room, from this one on, that has a place for the index.
room(I, Room) when I < Room -> Room;
room(I, Room) -> room(I, Room * 10).

is_array(#array{size = Size, max = Max}) -> is_integer(Size) andalso is_integer(Max);
is_array(_) -> false.

size(#array{size = Size}) -> Size;
size(_) -> erlang:error(badarg).

default(#array{default = Default}) -> Default;
default(_) -> erlang:error(badarg).

fix(#array{} = Array) -> Array#array{max = 0}.

is_fix(#array{max = Max}) -> Max =:= 0.

relax(#array{size = Size} = Array) -> Array#array{max = room(Size - 1, 10)}.

resize(Array) -> resize(sparse_size(Array), Array).

resize(New, #array{size = Size, max = Max, elements = Node} = Array) when is_integer(New), New > Size ->
    Room = case Max of
               0 -> room(Size - 1, 10);
               _ -> Max
           end,
    {More, Wider} = grown(New - 1, Node, Room),
    case Max of
        0 -> Array#array{size = New, elements = More};
        _ -> Array#array{size = New, max = Wider, elements = More}
    end;
resize(New, #array{} = Array) when is_integer(New), New >= 0 -> Array#array{size = New};
resize(_, _) -> erlang:error(badarg).

%% The tree with a place for the index, and its room.
grown(I, Node, _) when is_integer(Node) ->
    Room = room(I, Node),
    {Room, Room};
grown(I, Node, Room) when I >= Room -> grown(I, setelement(1, blank(Room), Node), Room * 10);
grown(_, Node, Room) -> {Node, Room}.

%% An inner node of parts that were never set.
blank(Each) -> erlang:make_tuple(11, Each).

%% ---- One element ----

get(I, #array{size = Size, elements = Node, default = Default}) when is_integer(I), I >= 0, I < Size ->
    at(I, Node, Default);
get(I, #array{max = Max, default = Default}) when is_integer(I), I >= 0, Max > 0 -> Default;
get(_, _) -> erlang:error(badarg).

at(I, ?NODE(Each) = Node, Default) -> at(I rem Each, element(I div Each + 1, Node), Default);
at(_, Node, Default) when is_integer(Node) -> Default;
at(I, Leaf, _) -> element(I + 1, Leaf).

set(I, X, #array{size = Size, elements = Node, default = Default} = Array)
  when is_integer(I), I >= 0, I < Size ->
    Array#array{elements = put_at(I, Node, X, Default)};
set(I, X, #array{max = Max, elements = Node, default = Default} = Array)
  when is_integer(I), I >= 0, I < Max ->
    Array#array{size = I + 1, elements = put_at(I, Node, X, Default)};
set(I, X, #array{max = Max, elements = Node, default = Default} = Array)
  when is_integer(I), I >= 0, Max > 0 ->
    {More, Wider} = grown(I, Node, Max),
    Array#array{size = I + 1, max = Wider, elements = put_at(I, More, X, Default)};
set(_, _, _) -> erlang:error(badarg).

put_at(I, ?NODE(Each) = Node, X, Default) ->
    Place = I div Each + 1,
    setelement(Place, Node, put_at(I rem Each, element(Place, Node), X, Default));
put_at(I, 10, X, Default) -> setelement(I + 1, erlang:make_tuple(10, Default), X);
put_at(I, Room, X, Default) when is_integer(Room) -> put_at(I, blank(Room div 10), X, Default);
put_at(I, Leaf, X, _) -> setelement(I + 1, Leaf, X).

reset(I, #array{size = Size, elements = Node, default = Default} = Array)
  when is_integer(I), I >= 0, I < Size ->
    case at(I, Node, Default) of
        Default -> Array;
        _ -> Array#array{elements = put_at(I, Node, Default, Default)}
    end;
reset(I, #array{max = Max} = Array) when is_integer(I), I >= 0, Max > 0 -> Array;
reset(_, _) -> erlang:error(badarg).

%% ---- All elements ----

to_list(#array{size = 0}) -> [];
to_list(#array{size = Size, elements = Node, default = Default}) -> listed(Node, Size - 1, Default, []);
to_list(_) -> erlang:error(badarg).

%% The elements of a node up to its last index, in front of a list.
listed(?NODE(Each) = Node, Last, Default, Behind) ->
    Place = Last div Each + 1,
    listed(Place - 1, Node, Each - 1, Default, listed(element(Place, Node), Last rem Each, Default, Behind));
listed(Node, Last, Default, Behind) when is_integer(Node) -> lists:duplicate(Last + 1, Default) ++ Behind;
listed(Leaf, Last, _, Behind) -> first(Last + 1, Leaf, Behind).

listed(0, _, _, _, Behind) -> Behind;
listed(Place, Node, Last, Default, Behind) ->
    listed(Place - 1, Node, Last, Default, listed(element(Place, Node), Last, Default, Behind)).

first(0, _, Behind) -> Behind;
first(N, Leaf, Behind) -> first(N - 1, Leaf, [element(N, Leaf) | Behind]).

sparse_to_list(#array{} = Array) -> sparse_foldr(fun(_, X, L) -> [X | L] end, [], Array);
sparse_to_list(_) -> erlang:error(badarg).

to_orddict(#array{} = Array) -> foldr(fun(I, X, L) -> [{I, X} | L] end, [], Array);
to_orddict(_) -> erlang:error(badarg).

sparse_to_orddict(#array{} = Array) -> sparse_foldr(fun(I, X, L) -> [{I, X} | L] end, [], Array);
sparse_to_orddict(_) -> erlang:error(badarg).

sparse_size(Array) ->
    try sparse_foldr(fun(I, _, _) -> throw({last, I}) end, none, Array) of
        none -> 0
    catch
        throw:{last, I} -> I + 1
    end.

foldl(Fun, Acc, #array{size = 0}) when is_function(Fun, 3) -> Acc;
foldl(Fun, Acc, #array{size = Size, elements = Node, default = Default}) when is_function(Fun, 3) ->
    left(Node, Size - 1, 0, Fun, Acc, Default);
foldl(_, _, _) -> erlang:error(badarg).

%% Base is the index of the node's first element in the array.
left(?NODE(Each) = Node, Last, Base, Fun, Acc, Default) ->
    left(0, Last div Each, Last rem Each, Node, Each, Base, Fun, Acc, Default);
left(Node, Last, Base, Fun, Acc, Default) when is_integer(Node) ->
    lists:foldl(fun(I, A) -> Fun(I, Default, A) end, Acc, lists:seq(Base, Base + Last));
left(Leaf, Last, Base, Fun, Acc, _) -> left_leaf(0, Last, Leaf, Base, Fun, Acc).

left(N, N, Last, Node, _, Base, Fun, Acc, Default) ->
    left(element(N + 1, Node), Last, Base, Fun, Acc, Default);
left(I, N, Last, Node, Each, Base, Fun, Acc, Default) ->
    Next = left(element(I + 1, Node), Each - 1, Base, Fun, Acc, Default),
    left(I + 1, N, Last, Node, Each, Base + Each, Fun, Next, Default).

left_leaf(I, Last, Leaf, Base, Fun, Acc) when I =< Last ->
    left_leaf(I + 1, Last, Leaf, Base, Fun, Fun(Base + I, element(I + 1, Leaf), Acc));
left_leaf(_, _, _, _, _, Acc) -> Acc.

foldr(Fun, Acc, #array{size = 0}) when is_function(Fun, 3) -> Acc;
foldr(Fun, Acc, #array{size = Size, elements = Node, default = Default}) when is_function(Fun, 3) ->
    right(Node, Size - 1, 0, Fun, Acc, Default);
foldr(_, _, _) -> erlang:error(badarg).

right(?NODE(Each) = Node, Last, Base, Fun, Acc, Default) ->
    N = Last div Each,
    Next = right(element(N + 1, Node), Last rem Each, Base + N * Each, Fun, Acc, Default),
    right(N, Node, Each, Base + N * Each, Fun, Next, Default);
right(Node, Last, Base, Fun, Acc, Default) when is_integer(Node) ->
    lists:foldl(fun(I, A) -> Fun(I, Default, A) end, Acc, lists:seq(Base + Last, Base, -1));
right(Leaf, Last, Base, Fun, Acc, _) -> right_leaf(Last + 1, Leaf, Base - 1, Fun, Acc).

right(0, _, _, _, _, Acc, _) -> Acc;
right(N, Node, Each, Base, Fun, Acc, Default) ->
    Next = right(element(N, Node), Each - 1, Base - Each, Fun, Acc, Default),
    right(N - 1, Node, Each, Base - Each, Fun, Next, Default).

right_leaf(0, _, _, _, Acc) -> Acc;
right_leaf(N, Leaf, Base, Fun, Acc) ->
    right_leaf(N - 1, Leaf, Base, Fun, Fun(Base + N, element(N, Leaf), Acc)).

%% Parts that were never set are passed by, default values elsewhere too.
sparse_foldl(Fun, Acc, #array{size = 0}) when is_function(Fun, 3) -> Acc;
sparse_foldl(Fun, Acc, #array{size = Size, elements = Node, default = Default}) when is_function(Fun, 3) ->
    lists:foldl(fun({Leaf, Last, Base}, A) -> left_leaf(0, Last, Leaf, Base, but(Default, Fun), A) end, Acc,
                leaves(Node, Size - 1, 0, []));
sparse_foldl(_, _, _) -> erlang:error(badarg).

sparse_foldr(Fun, Acc, #array{size = 0}) when is_function(Fun, 3) -> Acc;
sparse_foldr(Fun, Acc, #array{size = Size, elements = Node, default = Default}) when is_function(Fun, 3) ->
    lists:foldr(fun({Leaf, Last, Base}, A) -> right_leaf(Last + 1, Leaf, Base - 1, but(Default, Fun), A) end,
                Acc, leaves(Node, Size - 1, 0, []));
sparse_foldr(_, _, _) -> erlang:error(badarg).

but(Default, Fun) ->
    fun(_, X, Acc) when X =:= Default -> Acc;
       (I, X, Acc) -> Fun(I, X, Acc)
    end.

%% {Leaf, index of its last element, index of its first in the array}, in front of a list.
leaves(?NODE(Each) = Node, Last, Base, Behind) ->
    N = Last div Each,
    leaves(N, Node, Each, Base + N * Each, leaves(element(N + 1, Node), Last rem Each, Base + N * Each, Behind));
leaves(Node, _, _, Behind) when is_integer(Node) -> Behind;
leaves(Leaf, Last, Base, Behind) -> [{Leaf, Last, Base} | Behind].

leaves(0, _, _, _, Behind) -> Behind;
leaves(N, Node, Each, Base, Behind) ->
    leaves(N - 1, Node, Each, Base - Each, leaves(element(N, Node), Each - 1, Base - Each, Behind)).

map(Fun, #array{size = 0} = Array) when is_function(Fun, 2) -> Array;
map(Fun, #array{size = Size, elements = Node, default = Default} = Array) when is_function(Fun, 2) ->
    Array#array{elements = mapped(Node, Size - 1, 0, Fun, Default)};
map(_, _) -> erlang:error(badarg).

mapped(?NODE(Each) = Node, Last, Base, Fun, Default) ->
    list_to_tuple(mapped(1, Node, Last, Each, Base, Fun, Default));
mapped(10, Last, Base, Fun, Default) -> mapped(erlang:make_tuple(10, Default), Last, Base, Fun, Default);
mapped(Node, Last, Base, Fun, Default) when is_integer(Node) ->
    mapped(blank(Node div 10), Last, Base, Fun, Default);
mapped(Leaf, Last, Base, Fun, Default) -> list_to_tuple(mapped_leaf(0, Leaf, Last, Base, Fun, Default)).

mapped(11, _, _, Each, _, _, _) -> [Each];
mapped(I, Node, Last, Each, Base, Fun, Default) when Last >= 0 ->
    New = mapped(element(I, Node), min(Last, Each - 1), Base, Fun, Default),
    [New | mapped(I + 1, Node, Last - Each, Each, Base + Each, Fun, Default)];
mapped(I, Node, Last, Each, Base, Fun, Default) ->
    [element(I, Node) | mapped(I + 1, Node, Last, Each, Base, Fun, Default)].

mapped_leaf(10, _, _, _, _, _) -> [];
mapped_leaf(I, Leaf, Last, Base, Fun, Default) when I =< Last ->
    New = Fun(Base + I, element(I + 1, Leaf)),
    [New | mapped_leaf(I + 1, Leaf, Last, Base, Fun, Default)];
mapped_leaf(I, Leaf, Last, Base, Fun, Default) ->
    [Default | mapped_leaf(I + 1, Leaf, Last, Base, Fun, Default)].

sparse_map(Fun, #array{size = 0} = Array) when is_function(Fun, 2) -> Array;
sparse_map(Fun, #array{size = Size, elements = Node, default = Default} = Array) when is_function(Fun, 2) ->
    Array#array{elements = changed(Node, Size - 1, 0, Fun, Default)};
sparse_map(_, _) -> erlang:error(badarg).

changed(?NODE(Each) = Node, Last, Base, Fun, Default) ->
    list_to_tuple(changed(1, Node, Last, Each, Base, Fun, Default));
changed(Node, _, _, _, _) when is_integer(Node) -> Node;
changed(Leaf, _, Base, Fun, Default) -> list_to_tuple(changed_leaf(0, Leaf, Base, Fun, Default)).

changed(11, _, _, Each, _, _, _) -> [Each];
changed(I, Node, Last, Each, Base, Fun, Default) when Last >= 0 ->
    New = changed(element(I, Node), min(Last, Each - 1), Base, Fun, Default),
    [New | changed(I + 1, Node, Last - Each, Each, Base + Each, Fun, Default)];
changed(I, Node, Last, Each, Base, Fun, Default) ->
    [element(I, Node) | changed(I + 1, Node, Last, Each, Base, Fun, Default)].

%% The whole of a leaf, also behind the array's last element.
changed_leaf(10, _, _, _, _) -> [];
changed_leaf(I, Leaf, Base, Fun, Default) ->
    New = case element(I + 1, Leaf) of
              Default -> Default;
              X -> Fun(Base + I, X)
          end,
    [New | changed_leaf(I + 1, Leaf, Base, Fun, Default)].

%% ---- From lists ----

from_list(List) -> from_list(List, undefined).

from_list([], Default) -> new([{default, Default}]);
from_list(List, Default) when is_list(List) -> built(size_of(List, 0), numbered(List, 0, Default), Default);
from_list(_, _) -> erlang:error(badarg).

size_of([_ | Rest], N) -> size_of(Rest, N + 1);
size_of([], N) -> N;
size_of(_, _) -> erlang:error(badarg).

%% The leaves of a list, each with its place among them.
numbered([], _, _) -> [];
numbered([A, B, C, D, E, F, G, H, I, J | Rest], N, Default) ->
    [{N, {A, B, C, D, E, F, G, H, I, J}} | numbered(Rest, N + 1, Default)];
numbered(Rest, N, Default) ->
    [{N, list_to_tuple(Rest ++ lists:duplicate(10 - length(Rest), Default))}].

built(Size, Leaves, Default) ->
    {Node, Room} = joined(Leaves, 10),
    #array{size = Size, max = Room, default = Default, elements = Node}.

%% Ten nodes of a level make one of the next.
joined([{0, Node}], Room) -> {Node, Room};
joined(Nodes, Each) -> joined(level(Nodes, Each), Each * 10).

level([], _) -> [];
level([{N, _} | _] = Nodes, Each) ->
    Place = N div 10,
    {Parts, Rest} = parts(Place * 10, Place * 10 + 10, Nodes, Each),
    [{Place, list_to_tuple(Parts)} | level(Rest, Each)].

parts(End, End, Rest, Each) -> {[Each], Rest};
parts(N, End, [{N, Node} | Nodes], Each) ->
    {Parts, Rest} = parts(N + 1, End, Nodes, Each),
    {[Node | Parts], Rest};
parts(N, End, Nodes, Each) ->
    {Parts, Rest} = parts(N + 1, End, Nodes, Each),
    {[Each | Parts], Rest}.

from_orddict(Pairs) -> from_orddict(Pairs, undefined).

from_orddict([], Default) -> new([{default, Default}]);
from_orddict(Pairs, Default) when is_list(Pairs) ->
    {Leaves, Size} = pair_leaves(Pairs, 0, 0, Default, []),
    built(Size, lists:reverse(Leaves), Default);
from_orddict(_, _) -> erlang:error(badarg).

%% A gap of more than a leaf's length leaves leaves out.
pair_leaves([], _, Size, _, Leaves) -> {Leaves, Size};
pair_leaves([{I, _} | _] = Pairs, N, Size, Default, Leaves) when is_integer(I), I > N * 10 + 10 ->
    pair_leaves(Pairs, I div 10, Size, Default, Leaves);
pair_leaves([{_, _} | _] = Pairs, N, _, Default, Leaves) ->
    {Leaf, Rest, Size} = pair_leaf(N * 10, N * 10 + 10, Pairs, N * 10, Default, []),
    pair_leaves(Rest, N + 1, Size, Default, [{N, Leaf} | Leaves]);
pair_leaves(Other, _, _, _, _) -> erlang:error({badarg, Other}).

pair_leaf(End, End, Rest, Size, _, Elements) -> {list_to_tuple(lists:reverse(Elements)), Rest, Size};
pair_leaf(I, End, [{I, X} | Pairs], _, Default, Elements) ->
    pair_leaf(I + 1, End, Pairs, I + 1, Default, [X | Elements]);
pair_leaf(I, End, [{Next, _} | _] = Pairs, _, Default, Elements) when is_integer(Next), Next > I ->
    pair_leaf(I + 1, End, Pairs, I + 1, Default, [Default | Elements]);
pair_leaf(_, _, [_ | _] = Pairs, _, _, _) -> erlang:error({badarg, Pairs});
pair_leaf(I, End, Other, Size, Default, Elements) ->
    pair_leaf(I + 1, End, Other, Size, Default, [Default | Elements]).
