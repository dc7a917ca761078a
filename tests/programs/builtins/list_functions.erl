-module(list_functions).
-export([main/0]).

main() ->
    io:format("~p~n", [{hd([1, 2]), tl([1, 2]), tl([1]), tl([1 | 2]), length([a, b, c]), length([])}]),
    io:format("~p~n", [[err(F) || F <- [
        fun() -> hd([]) end, fun() -> tl([]) end, fun() -> hd(a) end, fun() -> length(a) end, fun() -> length([1 | 2]) end]]]).

err(F) -> try F() catch C:R -> {C, R} end.
