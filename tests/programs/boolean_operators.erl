-module(boolean_operators).
-export([main/0]).

main() ->
    Bs = [true, false],
    io:format("~p~n", [[{A, B, A and B, A or B, A xor B} || A <- Bs, B <- Bs]]),
    io:format("~p~n", [[{A, B, A andalso B, A orelse B} || A <- Bs, B <- Bs]]),
    io:format("~p~n", [[not true, not false]]),
    io:format("~p~n", [true andalso 5]),
    io:format("~p~n", [false orelse five]),
    io:format("~p~n", [false andalso no:call()]),
    io:format("~p~n", [[reason(fun() -> id(1) andalso true end), reason(fun() -> id(a) orelse true end),
                        reason(fun() -> id(1) and true end), reason(fun() -> true or id(1) end), reason(fun() -> not id(a) end)]]),
    io:format("~p~n", [[if A =:= 1 andalso B =:= 2 -> both; A =:= 1 orelse B =:= 2 -> one; true -> none end || A <- [1, 0], B <- [2, 0]]]),
    io:format("~p~n", [(id(3) > 2) and (id(3) < 5) and not (id(3) =:= 4)]).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.
