-module(default_arguments).
-export([main/0]).

main() ->
    io:format("~p~n", [[join(["a", "b"]), join(["a", "b"], "-"), join(["a", "b"], "-", "<>")]]),
    io:format("~p~n", [[range(3), range(2, 5), range(0, 10, 4)]]).

join(L) -> join(L, ",").
join(L, Sep) -> join(L, Sep, "").
join(L, Sep, [A, B]) -> [A | join(L, Sep, "")] ++ [B];
join([X], _, _) -> X;
join([X | T], Sep, E) -> X ++ Sep ++ join(T, Sep, E).

range(N) -> range(1, N).
range(A, B) -> range(A, B, 1).
range(A, B, S) when A =< B -> [A | range(A + S, B, S)];
range(_, _, _) -> [].
