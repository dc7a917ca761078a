%% Balanced trees {Size, Node}, by the method of Andersson's general balanced trees: nodes carry no
%% balance; an insertion that goes deeper than 2 log2 N makes the lowest part that is too deep anew.
-module(gb_trees).

-export([balance/1, delete/2, delete_any/2, empty/0, enter/3, from_orddict/1, get/2, insert/3,
         is_defined/2, is_empty/1, iterator/1, iterator_from/2, keys/1, largest/1, lookup/2, map/2,
         next/1, size/1, smallest/1, take/2, take_any/2, take_largest/1, take_smallest/1, to_list/1,
         update/3, values/1]).

empty() -> {0, nil}.

is_empty({0, nil}) -> true;
is_empty(_) -> false.

size({Size, _}) when is_integer(Size), Size >= 0 -> Size.

lookup(Key, {_, Node}) -> look(Key, Node).

look(Key, {Here, _, Less, _}) when Key < Here -> look(Key, Less);
look(Key, {Here, _, _, More}) when Key > Here -> look(Key, More);
look(_, {_, Value, _, _}) -> {value, Value};
look(_, nil) -> none.

is_defined(Key, {_, Node}) -> has(Key, Node).

has(Key, {Here, _, Less, _}) when Key < Here -> has(Key, Less);
has(Key, {Here, _, _, More}) when Key > Here -> has(Key, More);
has(_, {_, _, _, _}) -> true;
has(_, nil) -> false.

get(Key, {_, Node}) -> value(Key, Node).

value(Key, {Here, _, Less, _}) when Key < Here -> value(Key, Less);
value(Key, {Here, _, _, More}) when Key > Here -> value(Key, More);
value(_, {_, Value, _, _}) -> Value.

%% ---- Changes ----

enter(Key, Value, Tree) ->
    case is_defined(Key, Tree) of
        true -> update(Key, Value, Tree);
        false -> insert(Key, Value, Tree)
    end.

update(Key, Value, {Size, Node}) -> {Size, set(Key, Value, Node)}.

set(Key, Value, {Here, V, Less, More}) when Key < Here -> {Here, V, set(Key, Value, Less), More};
set(Key, Value, {Here, V, Less, More}) when Key > Here -> {Here, V, Less, set(Key, Value, More)};
set(Key, Value, {_, _, Less, More}) -> {Key, Value, Less, More}.

insert(Key, Value, {Size, Node}) when is_integer(Size) ->
    New = Size + 1,
    {New, add(Key, Value, Node, New * New)}.

%% The last argument is halved with each step down; at 0 the new node is too deep. Then nodes come
%% back with their weight (2 to the power of the height) and size, until one is found to rebuild.
add(Key, Value, {Here, V, Less, More}, Depth) when Key < Here ->
    case add(Key, Value, Less, Depth bsr 1) of
        {Node, Weight, Size} -> judged({Here, V, Node, More}, Weight, Size, More);
        Node -> {Here, V, Node, More}
    end;
add(Key, Value, {Here, V, Less, More}, Depth) when Key > Here ->
    case add(Key, Value, More, Depth bsr 1) of
        {Node, Weight, Size} -> judged({Here, V, Less, Node}, Weight, Size, Less);
        Node -> {Here, V, Less, Node}
    end;
add(Key, Value, nil, 0) -> {{Key, Value, nil, nil}, 1, 1};
add(Key, Value, nil, _) -> {Key, Value, nil, nil};
add(Key, _, _, _) -> erlang:error({key_exists, Key}).

judged(Node, Weight, Size, Other) ->
    {OtherWeight, OtherSize} = count(Other),
    Here = max(Weight, OtherWeight) bsl 1,
    All = Size + OtherSize + 1,
    case Here > All * All of
        true -> rebuilt(Node, All);
        false -> {Node, Here, All}
    end.

count(nil) -> {1, 0};
count({_, _, nil, nil}) -> {1, 1};
count({_, _, Less, More}) ->
    {Weight1, Size1} = count(Less),
    {Weight2, Size2} = count(More),
    {max(Weight1, Weight2) bsl 1, Size1 + Size2 + 1}.

balance({Size, Node}) -> {Size, rebuilt(Node, Size)}.

rebuilt(Node, Size) -> built(pairs(Node, []), Size).

from_orddict(Pairs) ->
    Size = length(Pairs),
    {Size, built(Pairs, Size)}.

built(Pairs, Size) ->
    {Node, []} = first(Pairs, Size),
    Node.

%% The balanced tree of the first pairs, and the pairs behind them.
first(Pairs, Size) when Size > 1 ->
    After = (Size - 1) div 2,
    {Less, [{Key, Value} | Behind]} = first(Pairs, Size - 1 - After),
    {More, Left} = first(Behind, After),
    {{Key, Value, Less, More}, Left};
first([{Key, Value} | Pairs], 1) -> {{Key, Value, nil, nil}, Pairs};
first(Pairs, 0) -> {nil, Pairs}.

delete_any(Key, Tree) ->
    case is_defined(Key, Tree) of
        true -> delete(Key, Tree);
        false -> Tree
    end.

delete(Key, {Size, Node}) when is_integer(Size), Size >= 0 -> {Size - 1, remove(Key, Node)}.

remove(Key, {Here, V, Less, More}) when Key < Here -> {Here, V, remove(Key, Less), More};
remove(Key, {Here, V, Less, More}) when Key > Here -> {Here, V, Less, remove(Key, More)};
remove(_, {_, _, Less, More}) -> joined(Less, More).

joined(Less, nil) -> Less;
joined(nil, More) -> More;
joined(Less, More) ->
    {Key, Value, Rest} = cut_first(More),
    {Key, Value, Less, Rest}.

take_any(Key, Tree) ->
    case is_defined(Key, Tree) of
        true -> take(Key, Tree);
        false -> error
    end.

take(Key, {Size, Node}) when is_integer(Size), Size >= 0 ->
    {Value, Rest} = cut(Key, Node),
    {Value, {Size - 1, Rest}}.

cut(Key, {Here, V, Less, More}) when Key < Here ->
    {Value, Rest} = cut(Key, Less),
    {Value, {Here, V, Rest, More}};
cut(Key, {Here, V, Less, More}) when Key > Here ->
    {Value, Rest} = cut(Key, More),
    {Value, {Here, V, Less, Rest}};
cut(_, {_, Value, Less, More}) -> {Value, joined(Less, More)}.

take_smallest({Size, Node}) when is_integer(Size), Size >= 0 ->
    {Key, Value, Rest} = cut_first(Node),
    {Key, Value, {Size - 1, Rest}}.

cut_first({Key, Value, nil, More}) -> {Key, Value, More};
cut_first({Here, V, Less, More}) ->
    {Key, Value, Rest} = cut_first(Less),
    {Key, Value, {Here, V, Rest, More}}.

take_largest({Size, Node}) when is_integer(Size), Size >= 0 ->
    {Key, Value, Rest} = cut_last(Node),
    {Key, Value, {Size - 1, Rest}}.

cut_last({Key, Value, Less, nil}) -> {Key, Value, Less};
cut_last({Here, V, Less, More}) ->
    {Key, Value, Rest} = cut_last(More),
    {Key, Value, {Here, V, Less, Rest}}.

smallest({_, Node}) -> leftmost(Node).

leftmost({Key, Value, nil, _}) -> {Key, Value};
leftmost({_, _, Less, _}) -> leftmost(Less).

largest({_, Node}) -> rightmost(Node).

rightmost({Key, Value, _, nil}) -> {Key, Value};
rightmost({_, _, _, More}) -> rightmost(More).

%% ---- All of it ----

to_list({_, Node}) -> pairs(Node, []).

pairs(nil, Behind) -> Behind;
pairs({Key, Value, Less, More}, Behind) -> pairs(Less, [{Key, Value} | pairs(More, Behind)]).

keys({_, Node}) -> keys(Node, []).

keys(nil, Behind) -> Behind;
keys({Key, _, Less, More}, Behind) -> keys(Less, [Key | keys(More, Behind)]).

values({_, Node}) -> values(Node, []).

values(nil, Behind) -> Behind;
values({_, Value, Less, More}, Behind) -> values(Less, [Value | values(More, Behind)]).

map(Fun, {Size, Node}) when is_function(Fun, 2) -> {Size, mapped(Fun, Node)}.

mapped(_, nil) -> nil;
mapped(Fun, {Key, Value, Less, More}) -> {Key, Fun(Key, Value), mapped(Fun, Less), mapped(Fun, More)}.

%% An iterator is the list of nodes whose own pair and greater part are still to come.
iterator({_, Node}) -> down(Node, []).

down(nil, Nodes) -> Nodes;
down({_, _, nil, _} = Node, Nodes) -> [Node | Nodes];
down({_, _, Less, _} = Node, Nodes) -> down(Less, [Node | Nodes]).

iterator_from(Key, {_, Node}) -> down_from(Key, Node, []).

down_from(_, nil, Nodes) -> Nodes;
down_from(Key, {Here, _, _, More}, Nodes) when Here < Key -> down_from(Key, More, Nodes);
down_from(_, {_, _, nil, _} = Node, Nodes) -> [Node | Nodes];
down_from(Key, {_, _, Less, _} = Node, Nodes) -> down_from(Key, Less, [Node | Nodes]).

next([{Key, Value, _, More} | Nodes]) -> {Key, Value, down(More, Nodes)};
next([]) -> none.
