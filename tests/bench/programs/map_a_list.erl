-module(map_a_list).
-export([run/0]).

run() -> maps(20, lists:seq(1, 1000000)).

maps(0, _) -> ok;
maps(N, List) ->
    map(fun(X) -> X + 1 end, List),
    maps(N - 1, List).

map(_, []) -> [];
map(F, [X | Rest]) -> [F(X) | map(F, Rest)].
