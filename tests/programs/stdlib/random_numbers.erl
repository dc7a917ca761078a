-module(random_numbers).
-export([main/0]).

main() ->
    S0 = rand:seed_s(exsss, {1, 2, 3}),
    {L, _} = lists:mapfoldl(fun(_, S) -> rand:uniform_s(100, S) end, S0, lists:seq(1, 10)),
    io:format("~w~n", [L]),
    {F, _} = rand:uniform_s(S0),
    io:format("~w~n", [F]),
    rand:seed(exrop, {4, 5, 6}),
    io:format("~w~n", [[rand:uniform(6) || _ <- lists:seq(1, 8)]]),
    io:format("~p~n", [lists:all(fun(X) -> X >= 1 andalso X =< 6 end, [rand:uniform(6) || _ <- lists:seq(1, 100)])]),
    X = rand:uniform(),
    io:format("~p~n", [X >= 0.0 andalso X < 1.0]),
    {G, _} = rand:normal_s(S0),
    io:format("~w~n", [G]),
    io:format("~p~n", [try rand:uniform(0) catch error:E -> E end]).
