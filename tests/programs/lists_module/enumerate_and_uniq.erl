-module(enumerate_and_uniq).
-export([main/0]).

main() ->
    io:format("~p~n", [lists:enumerate([a, b, c])]),
    io:format("~p~n", [lists:enumerate(5, [a, b])]),
    io:format("~p~n", [lists:uniq([3, 1, 3, 2, 1])]),
    io:format("~p~n", [lists:uniq(fun({A, _}) -> A end, [{1, a}, {1, b}, {2, c}])]).
