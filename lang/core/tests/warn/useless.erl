-module(useless).
-compile([export_all]).
f(X) -> ok, X, {X}, [X], "abc", 1, fun() -> X end, X + 1, X > 2, length(X), is_atom(X), self(), -X, done.
g(X) -> 1(X), max(X, 1).
max(A, _) -> A.
