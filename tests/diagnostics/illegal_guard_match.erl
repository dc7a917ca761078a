-module(illegal_guard_match).
-export([f/0]).
f() -> g(1).
g(X) when X = 1 -> 1.
