-module(math_roots_and_powers).
-export([main/0]).

main() ->
    show(fun() -> math:sqrt(2) end),
    show(fun() -> math:sqrt(id(-1)) end),
    show(fun() -> math:pow(2, 0.5) end),
    show(fun() -> math:pow(0, 0) end),
    show(fun() -> math:pow(id(-1), 0.5) end),
    show(fun() -> math:exp(0) end),
    show(fun() -> math:log(1) end),
    show(fun() -> math:log(id(0)) end),
    show(fun() -> math:log2(1024) end),
    show(fun() -> math:log10(0.001) end),
    show(fun() -> math:sqrt(id(a)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
