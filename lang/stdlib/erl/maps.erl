%% Maps. What needs to know how a map is built is a function of the runtime: find/2, from_keys/2,
%% from_list/1, get/2, is_key/2, keys/1, merge/2, put/3, remove/2, take/2, to_list/1, update/3, values/1.
-module(maps).

-export([filter/2, filtermap/2, fold/3, foreach/2, get/3, groups_from_list/2, groups_from_list/3,
         intersect/2, intersect_with/3, iterator/1, map/2, merge_with/3, new/0, next/1, size/1,
         update_with/3, update_with/4, with/2, without/2]).

new() -> #{}.

size(Map) when is_map(Map) -> map_size(Map);
size(Map) -> erlang:error({badmap, Map}, [Map]).

get(Key, Map, Default) when is_map(Map) ->
    case Map of
        #{Key := Value} -> Value;
        #{} -> Default
    end;
get(Key, Map, Default) -> erlang:error({badmap, Map}, [Key, Map, Default]).

update_with(Key, Fun, Map) when is_map(Map), is_function(Fun, 1) ->
    case Map of
        #{Key := Value} -> Map#{Key := Fun(Value)};
        #{} -> erlang:error({badkey, Key}, [Key, Fun, Map])
    end;
update_with(Key, Fun, Map) -> erlang:error(no_map(Map), [Key, Fun, Map]).

update_with(Key, Fun, New, Map) when is_map(Map), is_function(Fun, 1) ->
    case Map of
        #{Key := Value} -> Map#{Key := Fun(Value)};
        #{} -> Map#{Key => New}
    end;
update_with(Key, Fun, New, Map) -> erlang:error(no_map(Map), [Key, Fun, New, Map]).

with(Keys, Map) when is_list(Keys), is_map(Map) -> maps:from_list(present(Keys, Map));
with(Keys, Map) -> erlang:error(no_map(Map), [Keys, Map]).

present([], _) -> [];
present([Key | Keys], Map) ->
    case Map of
        #{Key := Value} -> [{Key, Value} | present(Keys, Map)];
        #{} -> present(Keys, Map)
    end.

without(Keys, Map) when is_list(Keys), is_map(Map) ->
    lists:foldl(fun(Key, Rest) -> maps:remove(Key, Rest) end, Map, Keys);
without(Keys, Map) -> erlang:error(no_map(Map), [Keys, Map]).

%% ---- One pair after the other ----

%% An iterator is [0 | Map] before its first step, and then the pairs that are left.
iterator(Map) when is_map(Map) -> [0 | Map];
iterator(Map) -> erlang:error({badmap, Map}, [Map]).

next({_, _, _} = Pairs) -> Pairs;
next([0 | Map]) when is_map(Map) -> erts_internal:map_next(0, Map, iterator);
next(none) -> none;
next(Other) -> erlang:error(badarg, [Other]).

%% The pairs in the order of iteration, which is not that of to_list/1 for large maps.
in_order(Map) when map_size(Map) =< 32 -> maps:to_list(Map);
in_order(Map) -> lists:reverse(maps:to_list(Map)).

%% The pairs of a map or of an iterator; none where it is neither.
pairs(Map) when is_map(Map) -> in_order(Map);
pairs([0 | Map]) when is_map(Map) -> in_order(Map);
pairs({Key, Value, Rest}) -> [{Key, Value} | rest(Rest)];
pairs(none) -> [];
pairs(_) -> no_pairs.

rest(Iterator) ->
    case next(Iterator) of
        none -> [];
        {Key, Value, Rest} -> [{Key, Value} | rest(Rest)]
    end.

fold(Fun, Acc, Map) when is_function(Fun, 3) ->
    case pairs(Map) of
        no_pairs -> erlang:error({badmap, Map}, [Fun, Acc, Map]);
        Pairs -> fold_pairs(Fun, Acc, Pairs)
    end;
fold(Fun, Acc, Map) -> erlang:error(badarg, [Fun, Acc, Map]).

fold_pairs(_, Acc, []) -> Acc;
fold_pairs(Fun, Acc, [{Key, Value} | Rest]) -> fold_pairs(Fun, Fun(Key, Value, Acc), Rest).

foreach(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        no_pairs -> erlang:error({badmap, Map}, [Fun, Map]);
        Pairs -> each(Fun, Pairs)
    end;
foreach(Fun, Map) -> erlang:error(badarg, [Fun, Map]).

each(_, []) -> ok;
each(Fun, [{Key, Value} | Rest]) ->
    Fun(Key, Value),
    each(Fun, Rest).

map(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        no_pairs -> erlang:error({badmap, Map}, [Fun, Map]);
        Pairs -> maps:from_list(mapped(Fun, Pairs))
    end;
map(Fun, Map) -> erlang:error(badarg, [Fun, Map]).

mapped(_, []) -> [];
mapped(Fun, [{Key, Value} | Rest]) -> [{Key, Fun(Key, Value)} | mapped(Fun, Rest)].

filter(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        no_pairs -> erlang:error({badmap, Map}, [Fun, Map]);
        Pairs -> maps:from_list(chosen(Fun, Pairs))
    end;
filter(Fun, Map) -> erlang:error(badarg, [Fun, Map]).

chosen(_, []) -> [];
chosen(Fun, [{Key, Value} = Pair | Rest]) ->
    case Fun(Key, Value) of
        true -> [Pair | chosen(Fun, Rest)];
        false -> chosen(Fun, Rest)
    end.

filtermap(Fun, Map) when is_function(Fun, 2) ->
    case pairs(Map) of
        no_pairs -> erlang:error({badmap, Map}, [Fun, Map]);
        Pairs -> maps:from_list(replaced(Fun, Pairs))
    end;
filtermap(Fun, Map) -> erlang:error(badarg, [Fun, Map]).

replaced(_, []) -> [];
replaced(Fun, [{Key, Value} = Pair | Rest]) ->
    case Fun(Key, Value) of
        true -> [Pair | replaced(Fun, Rest)];
        {true, New} -> [{Key, New} | replaced(Fun, Rest)];
        false -> replaced(Fun, Rest)
    end.

%% ---- Two maps ----

%% The walk is over the smaller map.
intersect(A, B) when is_map(A), is_map(B), map_size(A) =< map_size(B) ->
    maps:from_list(common(in_order(A), B, fun(_, _, InB) -> InB end, []));
intersect(A, B) when is_map(A), is_map(B) ->
    maps:from_list(common(in_order(B), A, fun(_, InB, _) -> InB end, []));
intersect(A, B) -> erlang:error(no_map(A, B), [A, B]).

intersect_with(Fun, A, B) when is_map(A), is_map(B), is_function(Fun, 3), map_size(A) =< map_size(B) ->
    maps:from_list(common(in_order(A), B, Fun, []));
intersect_with(Fun, A, B) when is_map(A), is_map(B), is_function(Fun, 3) ->
    maps:from_list(common(in_order(B), A, fun(Key, InB, InA) -> Fun(Key, InA, InB) end, []));
intersect_with(Fun, A, B) when is_function(Fun, 3) -> erlang:error(no_map(A, B), [Fun, A, B]);
intersect_with(Fun, A, B) -> erlang:error(badarg, [Fun, A, B]).

common([], _, _, Pairs) -> Pairs;
common([{Key, Here} | Rest], Other, Fun, Pairs) ->
    case Other of
        #{Key := There} -> common(Rest, Other, Fun, [{Key, Fun(Key, Here, There)} | Pairs]);
        #{} -> common(Rest, Other, Fun, Pairs)
    end.

merge_with(Fun, A, B) when is_map(A), is_map(B), is_function(Fun, 3), map_size(A) > map_size(B) ->
    added(in_order(B), A, Fun);
merge_with(Fun, A, B) when is_map(A), is_map(B), is_function(Fun, 3) ->
    added(in_order(A), B, fun(Key, InB, InA) -> Fun(Key, InA, InB) end);
merge_with(Fun, A, B) when is_function(Fun, 3) -> erlang:error(no_map(A, B), [Fun, A, B]);
merge_with(Fun, A, B) -> erlang:error(badarg, [Fun, A, B]).

added([], Map, _) -> Map;
added([{Key, New} | Rest], Map, Fun) ->
    case Map of
        #{Key := Old} -> added(Rest, Map#{Key := Fun(Key, Old, New)}, Fun);
        #{} -> added(Rest, Map#{Key => New}, Fun)
    end.

%% ---- From lists ----

groups_from_list(Fun, List) when is_function(Fun, 1) ->
    case reversed(List) of
        no_list -> erlang:error(badarg, [Fun, List]);
        Reversed -> groups(Reversed, Fun, #{})
    end;
groups_from_list(Fun, List) -> erlang:error(badarg, [Fun, List]).

groups([], _, Groups) -> Groups;
groups([X | Rest], Fun, Groups) -> groups(Rest, Fun, in_group(Fun(X), X, Groups)).

groups_from_list(Fun, ValueFun, List) when is_function(Fun, 1), is_function(ValueFun, 1) ->
    case reversed(List) of
        no_list -> erlang:error(badarg, [Fun, ValueFun, List]);
        Reversed -> groups(Reversed, Fun, ValueFun, #{})
    end;
groups_from_list(Fun, ValueFun, List) -> erlang:error(badarg, [Fun, ValueFun, List]).

groups([], _, _, Groups) -> Groups;
groups([X | Rest], Fun, ValueFun, Groups) ->
    Key = Fun(X),
    groups(Rest, Fun, ValueFun, in_group(Key, ValueFun(X), Groups)).

in_group(Key, X, Groups) ->
    case Groups of
        #{Key := Members} -> Groups#{Key := [X | Members]};
        #{} -> Groups#{Key => [X]}
    end.

reversed(List) ->
    try lists:reverse(List)
    catch
        error:_ -> no_list
    end.

%% ---- What is wrong ----

no_map(Map) when is_map(Map) -> badarg;
no_map(Other) -> {badmap, Other}.

no_map(A, B) when is_map(A) -> {badmap, B};
no_map(A, _) -> {badmap, A}.
