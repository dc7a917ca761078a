-module(unused_variable).
-export([f/0]).
f() -> X = 1, g(2, 3).
g(A, B) -> A.
