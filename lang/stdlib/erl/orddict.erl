%% Dictionaries as lists of {Key, Value}, sorted by key; keys are equal by ==.
-module(orddict).

-export([append/3, append_list/3, erase/2, fetch/2, fetch_keys/1, filter/2, find/2, fold/3, from_list/1,
         is_empty/1, is_key/2, map/2, merge/3, new/0, size/1, store/3, take/2, to_list/1, update/3,
         update/4, update_counter/3]).

new() -> [].

from_list([]) -> [];
from_list([{_, _}] = L) -> L;
from_list(L) -> lists:ukeysort(1, reverse_pairs(L, [])).

reverse_pairs([], Pairs) -> Pairs;
reverse_pairs([{_, _} = Pair | Rest], Pairs) -> reverse_pairs(Rest, [Pair | Pairs]).

to_list(D) -> D.

size(D) -> length(D).

is_empty([]) -> true;
is_empty([_ | _]) -> false.

is_key(Key, [{K, _} | Rest]) when Key > K -> is_key(Key, Rest);
is_key(Key, [{K, _} | _]) -> Key == K;
is_key(_, []) -> false.

fetch(Key, [{K, _} | Rest]) when Key > K -> fetch(Key, Rest);
fetch(Key, [{K, Value} | _]) when Key == K -> Value.

find(Key, [{K, _} | Rest]) when Key > K -> find(Key, Rest);
find(Key, [{K, Value} | _]) when Key == K -> {ok, Value};
find(_, [{_, _} | _]) -> error;
find(_, []) -> error.

fetch_keys([]) -> [];
fetch_keys([{Key, _} | Rest]) -> [Key | fetch_keys(Rest)].

store(Key, Value, [{K, _} = Pair | Rest]) when Key > K -> [Pair | store(Key, Value, Rest)];
store(Key, Value, [{K, _} | Rest]) when Key == K -> [{Key, Value} | Rest];
store(Key, Value, [{_, _} | _] = D) -> [{Key, Value} | D];
store(Key, Value, []) -> [{Key, Value}].

erase(Key, [{K, _} = Pair | Rest]) when Key > K -> [Pair | erase(Key, Rest)];
erase(Key, [{K, _} | Rest]) when Key == K -> Rest;
erase(_, [{_, _} | _] = D) -> D;
erase(_, []) -> [].

take(Key, D) -> take(Key, D, []).

take(Key, [{K, _} = Pair | Rest], Before) when Key > K -> take(Key, Rest, [Pair | Before]);
take(Key, [{K, Value} | Rest], Before) when Key == K -> {Value, lists:reverse(Before, Rest)};
take(_, [{_, _} | _], _) -> error;
take(_, [], _) -> error.

append(Key, Item, [{K, _} = Pair | Rest]) when Key > K -> [Pair | append(Key, Item, Rest)];
append(Key, Item, [{K, Items} | Rest]) when Key == K -> [{Key, Items ++ [Item]} | Rest];
append(Key, Item, [{_, _} | _] = D) -> [{Key, [Item]} | D];
append(Key, Item, []) -> [{Key, [Item]}].

append_list(Key, More, [{K, _} = Pair | Rest]) when Key > K -> [Pair | append_list(Key, More, Rest)];
append_list(Key, More, [{K, Items} | Rest]) when Key == K -> [{Key, Items ++ More} | Rest];
append_list(Key, More, [{_, _} | _] = D) -> [{Key, More} | D];
append_list(Key, More, []) -> [{Key, More}].

update(Key, F, [{K, _} = Pair | Rest]) when Key > K -> [Pair | update(Key, F, Rest)];
update(Key, F, [{K, Value} | Rest]) when Key == K -> [{Key, F(Value)} | Rest].

update(Key, F, Initial, [{K, _} = Pair | Rest]) when Key > K -> [Pair | update(Key, F, Initial, Rest)];
update(Key, F, _, [{K, Value} | Rest]) when Key == K -> [{Key, F(Value)} | Rest];
update(Key, _, Initial, [{_, _} | _] = D) -> [{Key, Initial} | D];
update(Key, _, Initial, []) -> [{Key, Initial}].

update_counter(Key, By, [{K, _} = Pair | Rest]) when Key > K -> [Pair | update_counter(Key, By, Rest)];
update_counter(Key, By, [{K, Count} | Rest]) when Key == K -> [{Key, Count + By} | Rest];
update_counter(Key, By, [{_, _} | _] = D) -> [{Key, By} | D];
update_counter(Key, By, []) -> [{Key, By}].

fold(F, Acc, [{Key, Value} | Rest]) -> fold(F, F(Key, Value, Acc), Rest);
fold(F, Acc, []) when is_function(F, 3) -> Acc.

map(F, [{Key, Value} | Rest]) -> [{Key, F(Key, Value)} | map(F, Rest)];
map(F, []) when is_function(F, 2) -> [].

filter(F, [{Key, Value} = Pair | Rest]) ->
    case F(Key, Value) of
        true -> [Pair | filter(F, Rest)];
        false -> filter(F, Rest)
    end;
filter(F, []) when is_function(F, 2) -> [].

merge(F, [{K1, _} = Pair | Rest], [{K2, _} | _] = B) when K1 < K2 -> [Pair | merge(F, Rest, B)];
merge(F, [{K1, _} | _] = A, [{K2, _} = Pair | Rest]) when K1 > K2 -> [Pair | merge(F, A, Rest)];
merge(F, [{K1, V1} | Rest1], [{_, V2} | Rest2]) -> [{K1, F(K1, V1, V2)} | merge(F, Rest1, Rest2)];
merge(F, [], B) when is_function(F, 3) -> B;
merge(F, A, []) when is_function(F, 3) -> A.
