-module(illegal_pattern_append).
-export([f/0]).
f() -> g(1).
g(X ++ "a") -> X.
