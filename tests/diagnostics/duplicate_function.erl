-module(duplicate_function).
-export([f/0]).
f() -> 1.
g() -> 2.
f() -> 3.
