-module(catch_in_operator).
-export([f/0]).
f() -> 1 + catch 2.
