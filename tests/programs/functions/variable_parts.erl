-module(variable_parts).
-export([main/0, f/1]).

main() ->
    M = ?MODULE, F = f, A = [1],
    io:format("~w~n", [M:f(1)]),
    io:format("~w~n", [?MODULE:F(2)]),
    io:format("~w~n", [M:F(3)]),
    io:format("~w~n", [apply(M, F, A)]),
    G = fun M:F/1,
    io:format("~w~n", [G(4)]),
    Ar = 1,
    H = fun M:F/Ar,
    io:format("~w~n", [H(5)]),
    io:format("~w~n", [apply(H, [6])]),
    io:format("~w~n", [(fun f/1)(7)]),
    io:format("~w~n", [(list_to_atom("lists")):reverse([1, 2])]),
    io:format("~w~n", [[erlang:Op(7, 2) || Op <- ['+', '-', 'div', 'rem', '*']]]).

f(X) -> {f, X}.
