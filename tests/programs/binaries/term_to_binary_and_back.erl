-module(term_to_binary_and_back).
-export([main/0]).

main() ->
    Terms = [1, -1, 255, 256, 1 bsl 40, -(1 bsl 100), 1.5, a, 'å b', "abc", [], {}, {a, {b}}, [1, 2 | 3], <<"bin">>, <<1:3>>, #{a => 1, "b" => [c]},
             lists:seq(1, 300), fun lists:map/2],
    io:format("~p~n", [[binary_to_term(term_to_binary(T)) =:= T || T <- Terms]]),
    io:format("~p~n", [[term_to_binary(T) || T <- [1, 300, -1, a, "ab", {x, 1.0}, [], <<"b">>, [a, b]]]]),
    io:format("~p~n", [try binary_to_term(<<1, 2, 3>>) catch error:E -> E end]),
    io:format("~p~n", [try binary_to_term(<<131, 104, 2>>) catch error:E2 -> E2 end]).
