-module(lru_cache).
-export([main/0]).

-record(cache, {size, items = #{}, order = []}).

main() ->
    C0 = #cache{size = 2},
    Steps = [{put, a, 1}, {put, b, 2}, {get, a}, {put, c, 3}, {get, b}, {get, a}, {put, a, 9}, {put, d, 4}, {get, c}, {get, a}],
    {Answers, C} = lists:mapfoldl(fun step/2, C0, Steps),
    io:format("~p~n~p~n", [Answers, C]).

step({get, K}, #cache{items = I, order = O} = C) ->
    case I of
        #{K := V} -> {{ok, V}, C#cache{order = [K | lists:delete(K, O)]}};
        _ -> {miss, C}
    end;
step({put, K, V}, #cache{items = I} = C) when is_map_key(K, I) -> step({get, K}, C#cache{items = I#{K := V}});
step({put, K, V}, #cache{size = S, items = I, order = O} = C) when map_size(I) < S ->
    {added, C#cache{items = I#{K => V}, order = [K | O]}};
step({put, K, V}, #cache{items = I, order = O} = C) ->
    Oldest = lists:last(O),
    {{evicted, Oldest}, C#cache{items = (maps:remove(Oldest, I))#{K => V}, order = [K | lists:droplast(O)]}}.
