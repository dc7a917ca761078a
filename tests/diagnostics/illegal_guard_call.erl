-module(illegal_guard_call).
-export([f/0]).
f() -> g(1).
g(X) when h(X) -> 1.
h(_) -> true.
