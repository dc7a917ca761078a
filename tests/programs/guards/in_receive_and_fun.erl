-module(in_receive_and_fun).
-export([main/0]).

main() ->
    [self() ! M || M <- [{a, 1}, {b, 50}, {a, 99}, 7]],
    io:format("~w~n", [receive {_, N} when N > 40 -> N end]),
    io:format("~w~n", [receive M when is_integer(M) -> M end]),
    io:format("~w~n", [receive {a, N1} when N1 =:= 99; N1 =:= 98 -> N1 after 0 -> none end]),
    io:format("~w~n", [receive {a, N2} when N2 > 1 -> N2 after 0 -> none end]),
    F = fun(X, Y) when X > Y -> gt; (X, Y) when X =:= Y -> eq; (_, _) -> lt end,
    io:format("~w~n", [[F(A, B) || {A, B} <- [{1, 2}, {2, 2}, {3, 2}, {2, 2.0}]]]).
