-module(maps_merging).
-export([main/0]).

map(From, To, Tag) -> maps:from_list([{key(N), {Tag, N}} || N <- lists:seq(From, To)]).

key(N) when N rem 3 =:= 0 -> integer_to_binary(N);
key(N) when N rem 3 =:= 1 -> {N, a};
key(N) -> N.

plain(A, B) -> maps:from_list(maps:to_list(A) ++ maps:to_list(B)).

main() ->
    Ranges = [{1, 0}, {7, 7}, {1, 30}, {20, 52}, {20, 60}, {40, 400}, {1, 3000}, {2500, 9000}],
    Maps = [{map(F, T, a), map(F, T, b)} || {F, T} <- Ranges],
    All = [{maps:merge(A, B), plain(A, B)} || {A, _} <- Maps, {_, B} <- Maps],
    io:format("~p~n", [[map_size(M) || {M, _} <- All]]),
    io:format("~p~n", [lists:all(fun({M, P}) -> M =:= P end, All)]),
    io:format("~p~n", [lists:all(fun({M, P}) -> maps:to_list(M) =:= maps:to_list(P) end, All)]),
    Large = map(1, 3000, a),
    More = Large#{7 => new, seven => 7},
    io:format("~p~n", [{maps:merge(Large, More) =:= More, maps:merge(More, Large) =:= More}]),
    io:format("~p~n", [maps:get(8, maps:merge(Large, #{8 => other}))]),
    io:format("~p~n", [maps:get(8, maps:merge(#{8 => other}, Large))]),
    Reason = fun(F) -> try F() catch _:R -> R end end,
    io:format("~p~n", [Reason(fun() -> maps:merge(Large, none) end)]),
    io:format("~p~n", [Reason(fun() -> maps:merge(none, also) end)]),
    Short = lists:foldl(fun maps:remove/2, maps:merge(Large, More), [key(N) || N <- lists:seq(11, 3000)]),
    io:format("~p~n", [Short]).
