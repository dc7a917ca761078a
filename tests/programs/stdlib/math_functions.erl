-module(math_functions).
-export([main/0]).

main() ->
    p([math:pi(), math:sqrt(2), math:sqrt(16), math:pow(2, 10), math:pow(2, 0.5), math:exp(1), math:log(10), math:log2(8), math:log10(1000)]),
    p([math:sin(0), math:cos(0), math:tan(0.5), math:asin(1), math:acos(1), math:atan(1), math:atan2(1, -1), math:sinh(1), math:cosh(1), math:tanh(1)]),
    p([math:ceil(1.2), math:floor(-1.2), math:fmod(7, 3), math:fmod(-7.5, 2), math:erf(0.5), math:erfc(0.5), math:asinh(1), math:acosh(2), math:atanh(0.5)]),
    p([err(fun() -> math:sqrt(-1) end), err(fun() -> math:log(0) end), err(fun() -> math:pow(a, 1) end), err(fun() -> math:exp(1000) end), err(fun() -> math:fmod(1, 0) end)]).

p(L) -> [io:format("~p~n", [X]) || X <- L].
err(F) -> try F() catch C:R -> {C, R} end.
