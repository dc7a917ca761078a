-module(illegal_pattern_operator).
-export([f/0]).
f() -> g(1).
g(X + 1) -> X.
