-module(old_random).
-export([main/0]).

main() ->
    io:format("~p~n", [random:seed(1, 2, 3)]),
    io:format("~p~n", [[random:uniform() || _ <- lists:seq(1, 5)]]),
    io:format("~p~n", [[random:uniform(100) || _ <- lists:seq(1, 10)]]),
    io:format("~p~n", [random:uniform_s(10, {5, 6, 7})]),
    io:format("~p ~p~n", [random:seed({4, 5, 6}), random:uniform()]),
    io:format("~p ~p~n", [random:seed0(), random:seed(123456789)]).
