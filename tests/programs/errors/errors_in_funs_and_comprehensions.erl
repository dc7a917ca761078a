-module(errors_in_funs_and_comprehensions).
-export([main/0]).

main() ->
    io:format("~p~n", [[e(F) || F <- [
        fun() -> lists:map(fun(X) -> 10 div X end, [1, 0]) end,
        fun() -> [10 div X || X <- [2, 0]] end,
        fun() -> lists:foldl(fun(X, A) -> X + A end, 0, [1, b]) end,
        fun() -> (fun(X) when X > 1 -> X end)(1) end,
        fun() -> lists:sort(fun(_, _) -> error(cmp) end, [1, 2]) end,
        fun() -> lists:foreach(fun(X) -> throw(X) end, [stop]) end,
        fun() -> [X || {X} <- [{1}, 2], X > 0, exit(filter)] end]]]).

e(F) -> try F() catch C:R -> {C, R} end.
