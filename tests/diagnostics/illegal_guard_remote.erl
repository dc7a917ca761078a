-module(illegal_guard_remote).
-export([f/0]).
f() -> g(1).
g(X) when lists:member(X, [1]) -> 1.
