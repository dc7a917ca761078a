-module(strings).
-export([main/0]).

main() ->
    S = "hello world",
    io:format("~s|~p|~w~n", [S, S, "hi"]),
    io:format("~p~n", [length(S)]),
    io:format("~p~n", ["adjacent " "strings " "join"]),
    io:format("~p~n", [[$a, $b, 10, 9, 34, 92]]),
    io:format("~p~n", ["tab\tnl\n quote\" backslash\\ bell\b esc\e del\d null"]),
    io:format("~s~n", ["\x41\x{42}\103\^J"]),
    io:format("~p ~p ~p ~p~n", [$\n, $\s, $a, $\x{e9}]),
    io:format("~p~n", ["caf\x{e9}"]),
    io:format("~ts~n", ["caf\x{e9} \x{3b1}\x{3b2}"]),
    io:format("~p~n", [[104, 105, 1000]]),
    io:format("~p~n", [[104, 105, 0]]),
    io:format("~p~n", [""]),
    io:format("~p ~p~n", ["abc" < "abd", "abc" < "ab"]),
    io:format("~p~n", [lists:reverse(S)]),
    io:format("~p~n", [[C || C <- S, C =/= $l]]),
    io:format("~p~n", [words(S)]),
    io:format("~p~n", [integer_to_list(42) ++ "!" ++ atom_to_list(abc)]),
    io:format("~p~n", [["a", "bc" | "d"]]).

words(S) -> words(S, [], []).

words([], [], Ws) -> lists:reverse(Ws);
words([], W, Ws) -> lists:reverse([lists:reverse(W) | Ws]);
words([$\s | T], W, Ws) -> words(T, [], [lists:reverse(W) | Ws]);
words([C | T], W, Ws) -> words(T, [C | W], Ws).
