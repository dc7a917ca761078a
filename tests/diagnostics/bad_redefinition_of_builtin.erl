-module(bad_redefinition_of_builtin).
-export([f/0]).
f() -> length([1]).
length(_) -> 1.
