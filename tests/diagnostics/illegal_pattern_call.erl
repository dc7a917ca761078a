-module(illegal_pattern_call).
-export([f/0]).
f() -> g(1).
g(h(1)) -> 1.
h(X) -> X.
