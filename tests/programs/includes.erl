-module(includes).
-export([main/0]).
-include("includes.hrl").

main() ->
    io:format("~p~n", [#point{x = 1}]),
    io:format("~p~n", [?ORIGIN]),
    io:format("~p~n", [shift(#point{x = 1, y = 2}, 10)]).
