-module(semicolon_before_dot).
-export([f/0]).
f() -> a;
g() -> b.
