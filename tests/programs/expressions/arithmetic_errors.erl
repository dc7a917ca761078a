-module(arithmetic_errors).
-export([main/0]).

main() ->
    [io:format("~w: ~p~n", [N, err(F)]) || {N, F} <- [
        {add, fun() -> id(a) + 1 end}, {sub, fun() -> 1 - id("x") end}, {mul, fun() -> id([]) * 2 end},
        {divide, fun() -> 1 / id(0) end}, {divide, fun() -> 1 / id(0.0) end}, {int_div, fun() -> 1 div id(0) end},
        {int_div, fun() -> 1.0 div id(2) end}, {rem_, fun() -> 5 rem id(0) end}, {rem_, fun() -> 5 rem id(2.0) end},
        {neg, fun() -> -id(a) end}, {plus, fun() -> +id(a) end}, {bnot_, fun() -> bnot id(1.0) end},
        {band_, fun() -> 1 band id(1.5) end}, {bor_, fun() -> id(x) bor 1 end}, {bsl_, fun() -> 1 bsl id(1.0) end},
        {overflow, fun() -> id(1.0e308) * 10 end}, {overflow, fun() -> id(1.0e308) + 1.0e308 end},
        {big_float, fun() -> (1 bsl id(2000)) * 1.0 end}]].

id(X) -> X.
err(F) -> try F() catch C:R -> {C, R} end.
