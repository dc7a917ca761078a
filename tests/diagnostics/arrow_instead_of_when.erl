-module(arrow_instead_of_when).
-export([f/0]).
f() -> fun(X) where X > 1 -> X end.
