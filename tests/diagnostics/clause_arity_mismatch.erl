-module(clause_arity_mismatch).
-export([f/0]).
f() -> g(1).
g(1) -> a;
g(1, 2) -> b.
