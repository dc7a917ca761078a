-module(deep_recursion).
-export([main/0]).

main() ->
    io:format("~p~n", [count(1000000)]),
    io:format("~p~n", [length(build(500000))]),
    io:format("~p~n", [lists:foldr(fun(X, A) -> X + A end, 0, lists:seq(1, 300000))]),
    io:format("~p~n", [depth(nest(200000, []), 0)]),
    io:format("~p~n", [try unwind(100000) catch throw:X -> X end]),
    io:format("~p~n", [even(300001)]),
    io:format("~p~n", [nested_try(2000)]).

count(0) -> 0;
count(N) -> 1 + count(N - 1).

build(0) -> [];
build(N) -> [N | build(N - 1)].

nest(0, T) -> T;
nest(N, T) -> nest(N - 1, {T}).

depth([], N) -> N;
depth({T}, N) -> depth(T, N + 1).

unwind(0) -> throw(bottom);
unwind(N) -> [unwind(N - 1)].

even(0) -> true;
even(N) -> odd(N - 1).

odd(0) -> false;
odd(N) -> even(N - 1).

nested_try(0) -> 0;
nested_try(N) -> try nested_try(N - 1) + 1 catch _:_ -> wrong end.
