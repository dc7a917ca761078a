-module(math_rounding).
-export([main/0]).

main() ->
    show(fun() -> math:ceil(1.5) end),
    show(fun() -> math:floor(-1.5) end),
    show(fun() -> math:fmod(5, 3) end),
    show(fun() -> math:fmod(-5, 3) end),
    show(fun() -> math:fmod(5, id(0)) end),
    show(fun() -> math:ceil(2) end),
    show(fun() -> math:erf(1) end),
    show(fun() -> math:sinh(1) end),
    show(fun() -> math:tanh(0.5) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
