-module(shadowed_variable).
-export([f/0]).
f() -> X = 1, F = fun(X) -> X end, L = [X || X <- [1]], {F(1), L, X}.
