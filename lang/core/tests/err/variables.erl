-module(variables).
-export([f/1, g/1, h/2, i/1, j/1, k/1, l/1, m/1, n/0, o/1, p/1, q/1]).

f(Count) -> Cuont + 1.
g(X) ->
    case X of
        1 -> Y = 1;
        2 -> ok
    end,
    Y.
h(X, Y) ->
    if X -> A = 1, B = 2; Y -> B = 3 end,
    A + B + A.
i(X) ->
    try Z = X, Z catch _:_ -> W = 1 end,
    {Z, W}.
j(X) -> {A = X, A}.
k(X) -> catch Q = X, Q.
l(X) -> X andalso (R = X), R.
m(X) -> fun(Y) -> Z = Y + X, Z end, Z.
n() -> [V || V <- [1]], V, _.
o(X) -> receive a -> P = 1; b -> P = X after X -> ok end, P.
p(X) -> try X catch _:_:S when S -> S end.
q(X) -> try X catch _:X:X -> X end.
