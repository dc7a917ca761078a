-module(rethrow).
-export([main/0]).

main() ->
    io:format("~p~n", [try outer() catch C:R -> {C, R} end]),
    io:format("~p~n", [try again() catch C2:R2:S2 -> {C2, R2, [{M, F, A} || {M, F, A, _} <- S2, M =:= ?MODULE]} end]),
    io:format("~p~n", [try erlang:raise(exit, why, []) catch C3:R3:S3 -> {C3, R3, S3} end]),
    io:format("~p~n", [try erlang:raise(throw, ball, [{m, f, 1, []}]) catch C4:R4:S4 -> {C4, R4, S4} end]),
    io:format("~p~n", [catch erlang:raise(nonsense, x, [])]),
    io:format("~p~n", [try erlang:raise(bad, x, y) of V -> V catch C5:R5 -> {C5, R5} end]).

outer() ->
    try inner() catch error:Why -> error({wrapped, Why}) end.

inner() -> error(base).

again() ->
    try inner2() catch error:R:S -> erlang:raise(error, {twice, R}, S) end.

inner2() -> X = deeper(), X + 1.
deeper() -> case get(nothing) of undefined -> error(bottom); N -> N end.
