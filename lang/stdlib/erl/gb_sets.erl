%% Sets as balanced trees {Size, Node}, by the method of gb_trees. Elements that are == are the same.
-module(gb_sets).

-export([add/2, add_element/2, balance/1, del_element/2, delete/2, delete_any/2, difference/2, empty/0,
         filter/2, fold/3, from_list/1, from_ordset/1, insert/2, intersection/1, intersection/2,
         is_disjoint/2, is_element/2, is_empty/1, is_member/2, is_set/1, is_subset/2, iterator/1,
         iterator_from/2, largest/1, new/0, next/1, singleton/1, size/1, smallest/1, subtract/2,
         take_largest/1, take_smallest/1, to_list/1, union/1, union/2]).

empty() -> {0, nil}.

new() -> {0, nil}.

singleton(X) -> {1, {X, nil, nil}}.

is_set({0, nil}) -> true;
is_set({Size, {_, _, _}}) when is_integer(Size), Size >= 0 -> true;
is_set(_) -> false.

is_empty({0, nil}) -> true;
is_empty(_) -> false.

size({Size, _}) -> Size.

is_element(X, Set) -> is_member(X, Set).

is_member(X, {_, Node}) -> has(X, Node).

has(X, {Here, Less, _}) when X < Here -> has(X, Less);
has(X, {Here, _, More}) when X > Here -> has(X, More);
has(_, {_, _, _}) -> true;
has(_, nil) -> false.

%% ---- One element more or less ----

add_element(X, Set) -> add(X, Set).

add(X, Set) ->
    case is_member(X, Set) of
        true -> Set;
        false -> insert(X, Set)
    end.

insert(X, {Size, Node}) ->
    New = Size + 1,
    {New, insert(X, Node, New * New)}.

%% As in gb_trees: at depth 0 the new node is too deep, and the lowest part that is too deep for its
%% size is made anew.
insert(X, {Here, Less, More}, Depth) when X < Here ->
    case insert(X, Less, Depth bsr 1) of
        {Node, Weight, Size} when is_integer(Weight) -> judged({Here, Node, More}, Weight, Size, More);
        Node -> {Here, Node, More}
    end;
insert(X, {Here, Less, More}, Depth) when X > Here ->
    case insert(X, More, Depth bsr 1) of
        {Node, Weight, Size} when is_integer(Weight) -> judged({Here, Less, Node}, Weight, Size, Less);
        Node -> {Here, Less, Node}
    end;
insert(X, nil, 0) -> {{X, nil, nil}, 1, 1};
insert(X, nil, _) -> {X, nil, nil};
insert(X, _, _) -> erlang:error({key_exists, X}).

judged(Node, Weight, Size, Other) ->
    {OtherWeight, OtherSize} = count(Other),
    Here = max(Weight, OtherWeight) bsl 1,
    All = Size + OtherSize + 1,
    case Here > All * All of
        true -> rebuilt(Node, All);
        false -> {Node, Here, All}
    end.

count(nil) -> {1, 0};
count({_, nil, nil}) -> {1, 1};
count({_, Less, More}) ->
    {Weight1, Size1} = count(Less),
    {Weight2, Size2} = count(More),
    {max(Weight1, Weight2) bsl 1, Size1 + Size2 + 1}.

del_element(X, Set) -> delete_any(X, Set).

delete_any(X, Set) ->
    case is_member(X, Set) of
        true -> delete(X, Set);
        false -> Set
    end.

delete(X, {Size, Node}) -> {Size - 1, remove(X, Node)}.

remove(X, {Here, Less, More}) when X < Here -> {Here, remove(X, Less), More};
remove(X, {Here, Less, More}) when X > Here -> {Here, Less, remove(X, More)};
remove(_, {_, Less, nil}) -> Less;
remove(_, {_, nil, More}) -> More;
remove(_, {_, Less, More}) ->
    {X, Rest} = cut_first(More),
    {X, Less, Rest}.

take_smallest({Size, Node}) ->
    {X, Rest} = cut_first(Node),
    {X, {Size - 1, Rest}}.

cut_first({X, nil, More}) -> {X, More};
cut_first({Here, Less, More}) ->
    {X, Rest} = cut_first(Less),
    {X, {Here, Rest, More}}.

take_largest({Size, Node}) ->
    {X, Rest} = cut_last(Node),
    {X, {Size - 1, Rest}}.

cut_last({X, Less, nil}) -> {X, Less};
cut_last({Here, Less, More}) ->
    {X, Rest} = cut_last(More),
    {X, {Here, Less, Rest}}.

smallest({_, Node}) -> leftmost(Node).

leftmost({X, nil, _}) -> X;
leftmost({_, Less, _}) -> leftmost(Less).

largest({_, Node}) -> rightmost(Node).

rightmost({X, _, nil}) -> X;
rightmost({_, _, More}) -> rightmost(More).

%% ---- Lists ----

to_list({_, Node}) -> elements(Node, []).

elements(nil, Behind) -> Behind;
elements({X, Less, More}, Behind) -> elements(Less, [X | elements(More, Behind)]).

from_list(L) -> from_ordset(ordsets:from_list(L)).

from_ordset(L) ->
    Size = length(L),
    {Size, rising(L, Size)}.

balance({Size, Node}) -> {Size, rebuilt(Node, Size)}.

rebuilt(Node, Size) -> rising(elements(Node, []), Size).

rising(L, Size) ->
    {Node, _} = first(L, Size),
    Node.

%% The balanced tree of the first elements, and the elements behind them.
first(L, 0) -> {nil, L};
first([X | L], 1) -> {{X, nil, nil}, L};
first(L, Size) ->
    After = (Size - 1) div 2,
    {Less, [X | Behind]} = first(L, Size - 1 - After),
    {More, Left} = first(Behind, After),
    {{X, Less, More}, Left}.

%% The same of falling elements; here the greater part is the one that may have an element more.
falling(L, Size) ->
    {Node, _} = last(L, Size),
    Node.

last(L, 0) -> {nil, L};
last([X | L], 1) -> {{X, nil, nil}, L};
last(L, Size) ->
    Before = (Size - 1) div 2,
    {More, [X | Behind]} = last(L, Size - 1 - Before),
    {Less, Left} = last(Behind, Before),
    {{X, Less, More}, Left}.

filter(Fun, Set) when is_function(Fun, 1) -> from_ordset([X || X <- to_list(Set), Fun(X)]).

fold(Fun, Acc, {_, Node}) when is_function(Fun, 2) -> folded(Fun, Acc, Node).

folded(Fun, Acc, {X, Less, More}) -> folded(Fun, Fun(X, folded(Fun, Acc, Less)), More);
folded(_, Acc, _) -> Acc.

%% An iterator is the list of nodes whose own element and greater part are still to come.
iterator({_, Node}) -> down(Node, []).

down(nil, Nodes) -> Nodes;
down({_, nil, _} = Node, Nodes) -> [Node | Nodes];
down({_, Less, _} = Node, Nodes) -> down(Less, [Node | Nodes]).

iterator_from(X, {_, Node}) -> down_from(X, Node, []).

down_from(_, nil, Nodes) -> Nodes;
down_from(X, {Here, _, More}, Nodes) when Here < X -> down_from(X, More, Nodes);
down_from(_, {_, nil, _} = Node, Nodes) -> [Node | Nodes];
down_from(X, {_, Less, _} = Node, Nodes) -> down_from(X, Less, [Node | Nodes]).

next([{X, _, More} | Nodes]) -> {X, down(More, Nodes)};
next([]) -> none.

%% ---- Two sets ----

%% The elements of one set are either looked up in the other, one by one, or both are walked side by
%% side, which is better for a small other set, or where it is not much larger.
side_by_side(_, Other) when Other < 10 -> true;
side_by_side(Size, Other) -> Other < Size * round(1.46 * math:log(Other)).

union({Size1, Node1}, {Size2, Node2}) when Size2 < Size1 -> united(Node2, Size2, Node1, Size1);
union({Size1, Node1}, {Size2, Node2}) -> united(Node1, Size1, Node2, Size2).

united(Small, Size, Large, Other) ->
    L = elements(Small, []),
    case side_by_side(Size, Other) of
        true -> merged(L, elements(Large, []), [], Size + Other);
        false -> lists:foldl(fun add/2, {Other, Large}, L)
    end.

%% The last argument is the size, as far as it is known: less one for each element in both.
merged([X | Xs], [Y | _] = Ys, L, Size) when X < Y -> merged(Xs, Ys, [X | L], Size);
merged([X | _] = Xs, [Y | Ys], L, Size) when X > Y -> merged(Ys, Xs, [Y | L], Size);
merged([X | Xs], [_ | Ys], L, Size) -> merged(Xs, Ys, [X | L], Size - 1);
merged([], Ys, L, Size) -> {Size, falling(lists:reverse(Ys, L), Size)};
merged(Xs, [], L, Size) -> {Size, falling(lists:reverse(Xs, L), Size)}.

union([]) -> empty();
union([Set | Sets]) -> united(Set, Sets).

united(Set, []) -> Set;
united(Set, [Next | Sets]) -> united(union(Set, Next), Sets).

intersection([Set | Sets]) -> common(Set, Sets).

common(Set, []) -> Set;
common(Set, [Next | Sets]) -> common(intersection(Set, Next), Sets).

intersection({Size1, Node1}, {Size2, Node2}) when Size2 < Size1 -> common(Node2, Size2, Node1, Size1);
intersection({Size1, Node1}, {Size2, Node2}) -> common(Node1, Size1, Node2, Size2).

common(Small, Size, Large, Other) ->
    L = elements(Small, []),
    case side_by_side(Size, Other) of
        true -> in_both(L, elements(Large, []), [], 0);
        false -> found(L, true, Large, [], 0)
    end.

in_both([X | Xs], [Y | _] = Ys, L, Size) when X < Y -> in_both(Xs, Ys, L, Size);
in_both([X | _] = Xs, [Y | Ys], L, Size) when X > Y -> in_both(Ys, Xs, L, Size);
in_both([X | Xs], [_ | Ys], L, Size) -> in_both(Xs, Ys, [X | L], Size + 1);
in_both(_, _, L, Size) -> {Size, falling(L, Size)}.

%% The set of those elements of a list that are in the tree, or of those that are not.
found([], _, _, L, Size) -> {Size, falling(L, Size)};
found([X | Xs], Wanted, Node, L, Size) ->
    case has(X, Node) of
        Wanted -> found(Xs, Wanted, Node, [X | L], Size + 1);
        _ -> found(Xs, Wanted, Node, L, Size)
    end.

subtract(A, B) -> difference(A, B).

difference({Size, Node}, {Other, Away}) ->
    L = elements(Node, []),
    case side_by_side(Size, Other) of
        true -> left(L, elements(Away, []), [], Size);
        false -> found(L, false, Away, [], 0)
    end.

left([X | Xs], [Y | _] = Ys, L, Size) when X < Y -> left(Xs, Ys, [X | L], Size);
left([X | _] = Xs, [Y | Ys], L, Size) when X > Y -> left(Xs, Ys, L, Size);
left([_ | Xs], [_ | Ys], L, Size) -> left(Xs, Ys, L, Size - 1);
left(Xs, _, L, Size) -> {Size, falling(lists:reverse(Xs, L), Size)}.

is_subset({Size, Node}, {Other, Large}) ->
    L = elements(Node, []),
    case side_by_side(Size, Other) of
        true -> within(L, elements(Large, []));
        false -> lists:all(fun(X) -> has(X, Large) end, L)
    end.

within([X | _], [Y | _]) when X < Y -> false;
within([X | _] = Xs, [Y | Ys]) when X > Y -> within(Xs, Ys);
within([_ | Xs], [_ | Ys]) -> within(Xs, Ys);
within(Xs, _) -> Xs =:= [].

is_disjoint({Size1, Node1}, {Size2, Node2}) when Size1 < Size2 -> apart(Node1, Node2);
is_disjoint({_, Node1}, {_, Node2}) -> apart(Node2, Node1).

apart(nil, _) -> true;
apart(_, nil) -> true;
apart({X, Less, More}, {Y, YLess, _} = Other) when X < Y ->
    not has(X, YLess) andalso apart(Less, YLess) andalso apart(More, Other);
apart({X, Less, More}, {Y, _, YMore} = Other) when X > Y ->
    not has(X, YMore) andalso apart(More, YMore) andalso apart(Less, Other);
apart({_, _, _}, {_, _, _}) -> false.
