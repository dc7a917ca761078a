-module(long_strings).
-export([main/0]).

main() ->
    io:format("~p~n", [lists:duplicate(200, $a)]),
    io:format("~p~n", [{lists:duplicate(70, $a), lists:duplicate(100, $b)}]),
    io:format("~p~n", ["a string with spaces that is longer than the eighty columns which are there for a line of output"]),
    io:format("~p~n", [[{name, "a string with spaces that is longer than the columns"}, {other, "b string with spaces that is longer"}]]),
    io:format("~20p|~n", ["abcdefghijklmnopqrstuvwxyz"]),
    io:format("~p~n", ["tab\tnewline\nquote\"backslash\\bell\a esc\e del\d"]).
