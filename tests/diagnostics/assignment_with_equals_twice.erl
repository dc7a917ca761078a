-module(assignment_with_equals_twice).
-export([f/0]).
f() -> 1 == = 2.
