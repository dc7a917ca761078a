-module(clause_cannot_match_case).
-export([f/0]).
f() -> case g() of X -> X; 1 -> 2 end.
g() -> 1.
