-module(boolean_operators_errors).
-export([main/0]).

main() ->
    io:format("~p~n", [[{A, B, A and B, A or B, A xor B} || A <- [true, false], B <- [true, false]]]),
    io:format("~p~n", [[not true, not false]]),
    io:format("~p~n", [[err(F) || F <- [
        fun() -> id(1) and true end, fun() -> true or id(x) end, fun() -> not id("") end, fun() -> id(a) xor true end,
        fun() -> id(1) andalso true end, fun() -> id([]) orelse true end, fun() -> true andalso id(5) end,
        fun() -> false orelse id(6) end, fun() -> false andalso id(5) end, fun() -> true orelse exit(no) end,
        fun() -> false and id(x) end, fun() -> true or id(x) end]]]).

id(X) -> X.
err(F) -> try F() catch C:R -> {C, R} end.
