-module(match_failures).
-export([main/0]).

main() ->
    io:format("~p~n", [[fails(F) || F <- [
        fun() -> {ok, X} = {error, enoent}, X end,
        fun() -> [A, B] = [1], A + B end,
        fun() -> 1 = 2 end,
        fun() -> Y = 1, Y = 1.0 end,
        fun() -> {a, {b, Z}} = {a, {c, 1}}, Z end,
        fun() -> "ab" ++ _ = "ba" end,
        fun() -> true = is_list({}) end]]]).

fails(F) -> try F() catch error:{badmatch, V} -> V end.
