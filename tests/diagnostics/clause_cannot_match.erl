-module(clause_cannot_match).
-export([f/0]).
f() -> g(1).
g(_) -> 1;
g(2) -> 2.
