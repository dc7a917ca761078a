-module(strings_and_characters).
-export([main/0]).

main() ->
    io:format("~w~n", [[$A, $\n, $\s, $\\, $", $']]),
    io:format("~p~n", ["con" "cat" "enated"]),
    io:format("~p~n", ["with \"quotes\" and \\ and \t"]),
    io:format("~p~n", [[$h, $e | "llo"]]),
    io:format("~p~n", [length("four")]),
    io:format("~w~n", ["\x41\x{42}\103"]),
    io:format("~p~n", [[C - 32 || C <- "upper"]]),
    io:format("~p~n", ["abc" =:= [97, 98, 99]]),
    io:format("~ts~n", ["ünïcödé ☃"]),
    io:format("~w~n", [hd("é")]),
    io:format("~p~n", [{"", [], [[]], ["", "a"]}]).
