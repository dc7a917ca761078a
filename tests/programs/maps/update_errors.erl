-module(update_errors).
-export([main/0]).

main() ->
    io:format("~p~n", [[err(F) || F <- [
        fun() -> (id(#{a => 1}))#{b := 2} end, fun() -> (id(x))#{b => 2} end, fun() -> (id([]))#{b := 2} end,
        fun() -> maps:get(z, id(#{})) end, fun() -> maps:get(z, id(notmap)) end, fun() -> map_size(id(x)) end,
        fun() -> map_get(k, id(#{})) end, fun() -> map_get(k, id(5)) end, fun() -> maps:put(a, b, id(c)) end,
        fun() -> maps:update(a, b, id(#{})) end, fun() -> maps:merge(id(#{}), id(1)) end,
        fun() -> is_map_key(a, id(b)) end, fun() -> maps:keys(id([])) end, fun() -> maps:from_list(id([a])) end]]]).

id(X) -> X.
err(F) -> try F() catch C:R -> {C, R} end.
