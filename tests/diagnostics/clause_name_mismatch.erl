-module(clause_name_mismatch).
-export([f/0]).
f() -> g(1).
g(1) -> a;
h(2) -> b.
