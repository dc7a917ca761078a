-module(unbound_variable).
-export([f/0]).
f() -> X = 1, X + Yy + Yy.
