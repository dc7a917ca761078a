-module(variables).
-export([f/1, g/1, h/2, i/1, j/1]).
-record(unused, {a}).
-record(r, {a}).
f(X) -> Y = X, Z = 1, F = fun(X, Q) -> X end, [X || X <- [1]], _A = 1, _A = F, {W, W, V} = X.
g(X) -> case X of 1 -> A = 1; 2 -> A = 2 end, A = 3, case X of 1 -> B = 1; 2 -> ok end.
h({_X, _X}, Y) -> F = fun F(Z) -> F(Z) end, F(1).
i(X) when atom(X) -> try T = X catch E:R:S -> U = 1 after V = 2 end.
j(X) -> case X of 1 -> A = 1, A; _ -> A = 2 end, receive M -> 1; {N, 1} -> 2 end, #r.a.
k() -> l().
l() -> k().
m(1) -> m(2).
