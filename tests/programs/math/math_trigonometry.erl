-module(math_trigonometry).
-export([main/0]).

main() ->
    show(fun() -> math:sin(1) end),
    show(fun() -> math:cos(1) end),
    show(fun() -> math:tan(1) end),
    show(fun() -> math:asin(0.5) end),
    show(fun() -> math:acos(0.5) end),
    show(fun() -> math:atan(0.5) end),
    show(fun() -> math:atan2(1, 2) end),
    show(fun() -> math:asin(id(2)) end),
    show(fun() -> math:pi() end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
