-module(obsolete_guard).
-export([f/0]).
f() -> g(1).
g(X) when integer(X) -> X.
