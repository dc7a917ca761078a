-module(bound_in_a_try).
-export([main/0, f/1]).
main() -> io:format("~p~n", [f(1)]), io:format("~p~n", [f(2)]), io:format("~p~n", [g(2)]), io:format("~p~n", [h(a)]), io:format("~p~n",[catch h(1)]),
    io:format("~p~n", [[k(1, 1), k(1, 2)]]).
f(V) ->
    try
        R = V + 1,
        Q = {tried, R},
        Q
    of
        {tried, R} when R > 2 -> {R, Q};
        {tried, S} -> {S, R}
    catch
        throw:T -> T
    end.
g(V) -> try X = V, Y = X + 1, {Y, X} of {B, _} -> {B, X, Y} after io:format("after~n") end.
h(V) -> try X = abs(V), X of X -> X catch error:badarg -> bad end.

%% Bound in the body, and only compared with in a pattern.
k(A, B) ->
    try
        R = both(A, B),
        {tried, R, B}
    of
        {tried, R, A} -> same;
        {tried, R, _} -> other
    catch
        throw:T -> T
    after
        ok
    end.

both(A, B) -> {A, B}.
