-module(counting_words).
-export([main/0]).

main() ->
    Text = "the cat and the dog and the bird",
    Counts = lists:foldl(fun(W, M) -> maps:update_with(W, fun(N) -> N + 1 end, 1, M) end, #{}, string:tokens(Text, " ")),
    io:format("~p~n", [Counts]),
    io:format("~p~n", [lists:sort(fun({_, A}, {_, B}) -> A >= B end, maps:to_list(Counts))]),
    Letters = lists:foldl(fun(C, M) -> M#{C => maps:get(C, M, 0) + 1} end, #{}, "mississippi"),
    io:format("~w~n", [maps:to_list(Letters)]),
    Index = lists:foldl(fun({I, W}, M) -> maps:update_with(W, fun(L) -> [I | L] end, [I], M) end, #{}, lists:zip(lists:seq(1, 8), string:tokens(Text, " "))),
    io:format("~p~n", [maps:map(fun(_, L) -> lists:reverse(L) end, Index)]).
