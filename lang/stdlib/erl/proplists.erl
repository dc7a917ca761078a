%% Lists of properties: an atom stands for {Atom, true}, a tuple is found by its first element, and
%% anything else is passed over.
-module(proplists).

-export([append_values/2, compact/1, delete/2, expand/2, from_map/1, get_all_values/2, get_bool/2,
         get_keys/1, get_value/2, get_value/3, is_defined/2, lookup/2, lookup_all/2, normalize/2,
         property/1, property/2, split/2, substitute_aliases/2, substitute_negations/2, to_map/1, to_map/2,
         unfold/1]).

property({Key, true}) when is_atom(Key) -> Key;
property(Property) -> Property.

property(Key, true) when is_atom(Key) -> Key;
property(Key, Value) -> {Key, Value}.

unfold([]) -> [];
unfold([P | Ps]) when is_atom(P) -> [{P, true} | unfold(Ps)];
unfold([P | Ps]) -> [P | unfold(Ps)].

compact(Ps) -> [property(P) || P <- Ps].

lookup(_, []) -> none;
lookup(Key, [Key | _]) when is_atom(Key) -> {Key, true};
lookup(Key, [P | _]) when element(1, P) =:= Key -> P;
lookup(Key, [_ | Ps]) -> lookup(Key, Ps).

lookup_all(_, []) -> [];
lookup_all(Key, [Key | Ps]) when is_atom(Key) -> [{Key, true} | lookup_all(Key, Ps)];
lookup_all(Key, [P | Ps]) when element(1, P) =:= Key -> [P | lookup_all(Key, Ps)];
lookup_all(Key, [_ | Ps]) -> lookup_all(Key, Ps).

is_defined(_, []) -> false;
is_defined(Key, [Key | _]) when is_atom(Key) -> true;
is_defined(Key, [P | _]) when element(1, P) =:= Key -> true;
is_defined(Key, [_ | Ps]) -> is_defined(Key, Ps).

get_value(Key, Ps) -> get_value(Key, Ps, undefined).

get_value(_, [], Default) -> Default;
get_value(Key, [Key | _], _) when is_atom(Key) -> true;
get_value(Key, [{Key, Value} | _], _) -> Value;
get_value(Key, [P | _], Default) when element(1, P) =:= Key -> Default;
get_value(Key, [_ | Ps], Default) -> get_value(Key, Ps, Default).

get_bool(_, []) -> false;
get_bool(Key, [Key | _]) when is_atom(Key) -> true;
get_bool(Key, [P | _]) when element(1, P) =:= Key -> P =:= {Key, true};
get_bool(Key, [_ | Ps]) -> get_bool(Key, Ps).

get_all_values(_, []) -> [];
get_all_values(Key, [Key | Ps]) when is_atom(Key) -> [true | get_all_values(Key, Ps)];
get_all_values(Key, [{Key, Value} | Ps]) -> [Value | get_all_values(Key, Ps)];
get_all_values(Key, [_ | Ps]) -> get_all_values(Key, Ps).

append_values(_, []) -> [];
append_values(Key, [Key | Ps]) when is_atom(Key) -> [true | append_values(Key, Ps)];
append_values(Key, [{Key, Values} | Ps]) when is_list(Values) -> Values ++ append_values(Key, Ps);
append_values(Key, [{Key, Value} | Ps]) -> [Value | append_values(Key, Ps)];
append_values(Key, [_ | Ps]) -> append_values(Key, Ps).

delete(_, []) -> [];
delete(Key, [Key | Ps]) when is_atom(Key) -> delete(Key, Ps);
delete(Key, [P | Ps]) when element(1, P) =:= Key -> delete(Key, Ps);
delete(Key, [P | Ps]) -> [P | delete(Key, Ps)].

split(Ps, Keys) ->
    split(Ps, [Key || Key <- Keys], []).

split([], Keys, Seen) ->
    Found = lists:reverse(Seen),
    {[[P || P <- Found, named(P, Key)] || Key <- Keys],
     [P || P <- Found, not lists:any(fun(Key) -> named(P, Key) end, Keys)]};
split([P | Ps], Keys, Seen) -> split(Ps, Keys, [P | Seen]).

named(Key, Key) when is_atom(Key) -> true;
named(P, Key) when element(1, P) =:= Key -> true;
named(_, _) -> false.

substitute_aliases(Aliases, Ps) -> [alias(Aliases, P) || P <- Ps].

alias([], P) -> P;
alias([{Key, Other} | _], Key) when is_atom(Key) -> property(Other, true);
alias([{Key, Other} | _], P) when element(1, P) =:= Key -> property(setelement(1, P, Other));
alias([{_, _} | Aliases], P) -> alias(Aliases, P).

substitute_negations(Negations, Ps) -> [negation(Negations, P) || P <- Ps].

negation([], P) -> P;
negation([{Key, Other} | _], Key) when is_atom(Key) -> property(Other, false);
negation([{Key, Other} | _], P) when element(1, P) =:= Key -> property(Other, P =/= {Key, true});
negation([{_, _} | Negations], P) -> negation(Negations, P).

%% What a property expands to comes in its place once; others of the same key go.
expand(Expansions, Ps) when is_list(Ps) ->
    Compact = first_of_each([{property(P), To} || {P, To} <- Expansions]),
    flatten(lists:foldl(fun({P, To}, Expanded) -> expand(P, To, Expanded) end, Ps, Compact)).

expand(Key, To, Ps) when is_atom(Key) -> expand(Key, Key, To, Ps);
expand(P, To, Ps) when tuple_size(P) >= 1 -> expand(element(1, P), P, To, Ps);
expand(_, _, Ps) -> Ps.

expand(_, _, _, []) -> [];
expand(Key, Wanted, To, [P | Ps]) ->
    case named(P, Key) of
        true ->
            case property(P) of
                Wanted -> [To | delete(Key, Ps)];
                Other -> [Other | Ps]
            end;
        false -> [P | expand(Key, Wanted, To, Ps)]
    end.

%% Of expansions of the same property that follow each other, the first.
first_of_each([{P, To}, {P, _} | Rest]) -> first_of_each([{P, To} | Rest]);
first_of_each([First | Rest]) -> [First | first_of_each(Rest)];
first_of_each([]) -> [].

flatten([]) -> [];
flatten([L | Rest]) when is_list(L) -> L ++ flatten(Rest);
flatten([P | Rest]) -> [P | flatten(Rest)].

normalize(Ps, Stages) -> compact(stages(Ps, Stages)).

stages(Ps, []) -> Ps;
stages(Ps, [{aliases, Aliases} | Stages]) -> stages(substitute_aliases(Aliases, Ps), Stages);
stages(Ps, [{negations, Negations} | Stages]) -> stages(substitute_negations(Negations, Ps), Stages);
stages(Ps, [{expand, Expansions} | Stages]) -> stages(expand(Expansions, Ps), Stages).

%% In the order of a hash table.
get_keys(Ps) -> sets:to_list(keys(Ps, sets:new())).

keys([P | Ps], Keys) when is_atom(P) -> keys(Ps, sets:add_element(P, Keys));
keys([P | Ps], Keys) when tuple_size(P) > 0 -> keys(Ps, sets:add_element(element(1, P), Keys));
keys([_ | Ps], Keys) -> keys(Ps, Keys);
keys([], Keys) -> Keys.

%% The first property of a key counts; a tuple that is no pair hides those behind it.
to_map(Ps) ->
    lists:foldr(fun({Key, Value}, Map) -> Map#{Key => Value};
                   (P, Map) when tuple_size(P) > 0 -> maps:remove(element(1, P), Map);
                   (P, Map) when is_atom(P) -> Map#{P => true};
                   (_, Map) -> Map
                end, #{}, Ps).

to_map(Ps, Stages) -> to_map(stages(Ps, Stages)).

from_map(Map) -> maps:to_list(Map).
