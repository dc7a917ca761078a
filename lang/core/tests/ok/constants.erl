-module(constants).
-export([folded/0, kept/0, shared/1, unary/1]).

folded() -> {1 + 2 * 3, -1, - 1.5, 7 div 2, 7 rem -2, 1 bsl 70, 6 / 4, 16#ff band 15, bnot 0}.

%% What fails is left to the running program.
kept() -> {1 / 0, a + 1, 1 bsl 1000000}.

shared(X) ->
    Y = {a, [1, 2]},
    Z = 5,
    {X, Y, Y, Z, Z}.

unary(X) -> {-X, +X, not X, bnot X}.
