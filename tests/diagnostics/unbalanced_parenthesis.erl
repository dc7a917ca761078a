-module(unbalanced_parenthesis).
-export([f/0]).
f() -> g((1 + 2).
g(X) -> X.
