-module(comprehension_errors).
-export([main/0]).

main() ->
    io:format("~p~n", [[err(F) || F <- [
        fun() -> [X || X <- id(a)] end, fun() -> [X || X <- id([1 | 2])] end, fun() -> [X || X <- [1, 2], id(x)] end,
        fun() -> [X || X <- [1], id(3) + X] end, fun() -> [hd(X) || X <- [[1], []]] end,
        fun() -> [X || X <- [1, a], X + 1 > 0] end, fun() -> [Y || X <- [[1], 2], Y <- X] end]]]).

id(X) -> X.
err(F) -> try F() catch C:R -> {C, R} end.
