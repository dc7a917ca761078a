-module(clauses).
-export([g/1, h/1, i/1, j/2, l/1, m/1, n/1]).
g(_) -> 1;
g(a) -> 2.
h(a) -> 1;
h(a) -> 2;
h(b) -> 3.
i(X) ->
    case X of
        Y -> Y;
        _ -> 2
    end.
j(X, _) when X > 1 -> 1;
j(_, _) -> 2;
j(a, b) -> 3.
l(X) -> if true -> X; X > 1 -> 2 end.
m(X) -> try X catch _:_ -> 1; error:_ -> 2 end.
n(F) -> fun(X) -> X; (1) -> F end.
