%% What the runtime's functions of this module do, done by OTP: for comparisons on OTP.
-module(swerl_lists).
-export([is_mixed/2, run/3]).

%% Whether all keys are small integers, of which many are less or greater than both of their neighbours.
is_mixed(Place, List) ->
    is_integer(catch length(List)) andalso length(List) >= 32 andalso
        begin
            Keys = [key(Place, Element) || Element <- List],
            lists:all(fun is_small/1, Keys) andalso turns(tl(Keys), hd(Keys), false, 0) >= length(List) div 8
        end.

turns([Key | Keys], Last, Falls, Turns) when (Key < Last) =/= Falls -> turns(Keys, Key, not Falls, Turns + 1);
turns([Key | Keys], _, Falls, Turns) -> turns(Keys, Key, Falls, Turns);
turns([], _, _, Turns) -> Turns.

%% The first elements from the greatest key to the least, and the rest.
run(Place, List, Unique) ->
    {First, Rest} = lists:split(min(8192, length(List)), List),
    Keyed = [{key(Place, Element), Element} || Element <- First],
    Sorted = if Unique -> lists:ukeysort(1, Keyed); true -> lists:keysort(1, Keyed) end,
    [lists:reverse([Element || {_, Element} <- Sorted]) | Rest].

key(0, Element) -> Element;
key(Place, Element) when Place =< tuple_size(Element) -> element(Place, Element);
key(_, _) -> none.

is_small(Key) -> is_integer(Key) andalso Key >= -(1 bsl 59) andalso Key < 1 bsl 59.
