-module(variables).
-export([exported/1, two/1, chosen/2, body/1, arguments/1]).

exported(X) ->
    case X of
        1 -> A = one, B = 1;
        {A, B} -> ok
    end,
    {A, B}.

%% Only one of the two is used afterwards.
two(X) ->
    if X > 1 -> A = X, B = 2, f(B);
       true -> A = 0, B = 1, f(B)
    end,
    A.

chosen(X, Y) ->
    Z = case X of
            {a, V} -> V;
            b -> Y;
            _ -> f(X)
        end,
    f(Z).

body(X) ->
    Y = X,
    Z = Y,
    begin W = Z, f(W) end,
    {W, Z}.

arguments(X) -> g(A = f(X), B = f(A0 = X)), {A, B, A0}.

f(X) -> X.
g(_, _) -> ok.
