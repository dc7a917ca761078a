-module(missing_dot).
-export([f/0]).
f() -> g()
g() -> ok.
