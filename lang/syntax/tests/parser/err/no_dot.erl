-module(no_dot).
f() -> 1.
last() -> ok