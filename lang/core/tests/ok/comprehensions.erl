-module(comprehensions).
-export([map/1, filter/2, nested/2, inner/1, patterns/1, bodies/2, bound/1]).

map(L) -> [{X} || X <- L].

filter(L, N) -> [X || X <- L, X > N, X =/= 3].

nested(A, B) -> [X + Y || X <- A, Y <- [X | B], X < Y].

inner(L) -> [[Y || Y <- X] || X <- L].

patterns(L) -> [V || {ok, V} <- L].

%% A filter that is no guard test must give a boolean.
bodies(L, F) -> [X || true, X <- L, F(X)].

bound(L) -> [Y || X <- L, is(Y = X + 1)].

is(X) -> X > 1.
