-module(stack_of_calls).
-export([main/0, a/1, d/1]).

main() ->
    io:format("~p~n", [trace(fun() -> a(1) end)]),
    io:format("~p~n", [trace(fun() -> a(0) end)]),
    io:format("~p~n", [a(5)]),
    io:format("~p~n", [trace(fun() -> d(x) end)]),
    io:format("~p~n", [trace(fun() -> ?MODULE:d({}) end)]).

trace(F) ->
    try F() catch C:R:S -> {C, R, [{N, A, proplists:get_value(line, L)} || {?MODULE, N, A, L} <- S, N =/= main]} end.

a(N) ->
    X = b(N),
    X + 1.

b(N) ->
    X = c(N),
    X * 2.

c(1) ->
    error(in_c);
c(0) ->
    Y = d(get(nothing)),
    Y - 1;
c(N) ->
    N.

d(0) -> 5;
d(X) ->
    Z = X * 2,
    Z + 1.
