-module(directives).
-export([main/0]).

main() ->
    io:format("~5w|~-5w|~05w~n", [12, 12, 12]),
    io:format("~8.3f|~.2f|~10.4e|~g~n", [3.14159, 2.5, 12345.678, 0.1]),
    io:format("~b ~B ~.2b ~.16b ~.16B ~8.2.0b~n", [10, 10, 10, 255, 255, 5]),
    io:format("~x ~X~n", [255, "0x", 255, "16#"]),
    io:format("~.16x ~.16X~n", [255, "0x", -255, "16#"]),
    io:format("~# ~.16# ~.2+ ~.36+~n", [10, 255, 5, 35]),
    io:format("~c~c~c ~5c|~-5c|~3.2c|~n", [$a, $b, $c, $x, $y, $z]),
    io:format("~s|~10s|~-10s|~.2s|~10.3s|~-10.3s|~n", ["abc", "abc", "abc", "abc", "abcdef", "abcdef"]),
    io:format("~10.4.*s|~n", [$_, "abcdef"]),
    io:format("~*s|~*.*f|~n", [6, "ab", 8, 2, 1.23456]),
    io:format("~i~w ~n~~ ~w~n", [ignored, shown, last]),
    io:format("~3s|~-3s|~3.1s~n", ["abcdef", "abcdef", "abcdef"]),
    io:format("~10p|~n", [abc]),
    io:format("~W ~P~n", [[1, 2, 3, 4, 5], 3, {a, b, c, d, e}, 3]),
    io:format("~W ~P~n", [lists:seq(1, 20), 6, "a string", 4]),
    io:format("~tc ~ts~n", [16#263a, [16#263a, $a]]),
    io:format("~30p|~n", [{a, [1, 2, 3], "xyz"}]).
