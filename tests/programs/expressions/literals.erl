-module(literals).
-export([main/0]).

main() ->
    io:format("~w~n", [[16#FF, 2#1010, 8#777, 36#Zz, 1_000_000, 16#dead_beef, 0]]),
    io:format("~w~n", [[1.0, 1.5e3, 1.0e-5, 1.0E+2, 123.456, 0.1, 1_0.5]]),
    io:format("~w~n", [[$a, $\n, $\\, $\s, $\t, $ , $\x41, $\x{1F600}, $\101, $\^A, $\d, $\e]]),
    io:format("~w~n", ["a\n\t\\\"\x41\101\x{263a}é"]),
    io:format("~w~n", [['an atom', 'with\'quote', 'A', 'a\nb', '', '\x41bc', true, a@b_c1]]),
    io:format("~w~n", [["ab" "cd", [], [[]], {}, {{}}, [a | b], [a, b | c]]]).
