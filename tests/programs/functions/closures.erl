-module(closures).
-export([main/0]).

main() ->
    Fs = [fun() -> X * X end || X <- [1, 2, 3]],
    io:format("~w~n", [[F() || F <- Fs]]),
    X = 10,
    G = fun(Y) -> Z = X + Y, fun(W) -> X + Y + Z + W end end,
    io:format("~w~n", [(G(1))(2)]),
    H = fun(X1) when X1 > X -> bigger; (_) -> not_bigger end,
    io:format("~w~n", [{H(11), H(10)}]),
    Counter = counter(5),
    io:format("~w~n", [[Counter ! next, receive_one(), Counter ! next, receive_one()]]).

counter(N) -> Self = self(), spawn(fun() -> count(N, Self) end).
count(N, P) -> receive next -> P ! {count, N}, count(N + 1, P) end.
receive_one() -> receive {count, N} -> N end.
