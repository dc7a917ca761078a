-module(matching).
-export([main/0]).

main() ->
    {A, [B, {C, _} | T]} = {1, [2, {3, 4}, 5, 6]},
    io:format("~p ~p ~p ~p~n", [A, B, C, T]),
    [H | _] = "hello",
    io:format("~p~n", [H]),
    {X, X} = {same, same},
    io:format("~p~n", [X]),
    "pre" ++ Rest = "prefix",
    io:format("~p~n", [Rest]),
    {ok, F} = R = {ok, 2.5},
    io:format("~p ~p~n", [F, R]),
    Y = (Z = 3) + 1,
    io:format("~p ~p~n", [Y, Z]),
    io:format("~p~n", [alias([1, 2, 3])]),
    io:format("~p~n", [deep({a, {b, [{c, 1}, {d, [2, {e}]}]}})]),
    io:format("~p~n", [[literal(V) || V <- [1, 1.0, "abc", 'A b', $c, -7, 1 bsl 70, {[]}, 16#ff, []]]]),
    [1, 2 | [3 | []]] = [1, 2, 3],
    io:format("done~n").

alias([H | T] = L) -> {H, T, L}.

deep({a, {b, [{c, N}, {d, [M, {_}]} = D]} = B}) -> {N, M, D, B}.

literal(1) -> one;
literal(1.0) -> float_one;
literal("abc") -> abc;
literal('A b') -> quoted;
literal($c) -> c;
literal(-7) -> minus;
literal(16#400000000000000000) -> big;
literal({[]}) -> nested;
literal(2#11111111) -> ff;
literal([]) -> nil.
