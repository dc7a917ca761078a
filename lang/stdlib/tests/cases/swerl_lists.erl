%% What the runtime's functions of this module do, done by OTP: for comparisons on OTP.
-module(swerl_lists).
-export([is_mixed/2, run/3]).

%% Whether the first keys are small integers, of which many are less or greater than both of their neighbours.
is_mixed(Place, List) ->
    Keys = [key(Place, Element) || Element <- first(1024, List)],
    length(Keys) >= 32 andalso lists:all(fun is_small/1, Keys) andalso
        turns(Keys) >= length(Keys) div 8.

turns([A, B, C | Keys]) when (B < A) =/= (C < B) -> 1 + turns([B, C | Keys]);
turns([_, B, C | Keys]) -> turns([B, C | Keys]);
turns([_, _]) -> 0.

%% The first elements from the greatest key to the least, and the rest; `false` where one has no such key.
run(Place, List, Unique) ->
    First = first(8192, List),
    Keyed = [{key(Place, Element), Element} || Element <- First],
    case First =/= [] andalso lists:all(fun({Key, _}) -> is_small(Key) end, Keyed) of
        true ->
            Sorted = if Unique -> lists:ukeysort(1, Keyed); true -> lists:keysort(1, Keyed) end,
            [lists:reverse([Element || {_, Element} <- Sorted]) | rest(length(First), List)];
        false -> false
    end.

first(N, [Element | List]) when N > 0 -> [Element | first(N - 1, List)];
first(_, _) -> [].

rest(0, List) -> List;
rest(N, [_ | List]) -> rest(N - 1, List).

key(0, Element) -> Element;
key(Place, Element) when Place =< tuple_size(Element) -> element(Place, Element);
key(_, _) -> none.

is_small(Key) -> is_integer(Key) andalso Key >= -(1 bsl 59) andalso Key < 1 bsl 59.
