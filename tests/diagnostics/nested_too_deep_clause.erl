-module(nested_too_deep_clause).
-export([f/0]).
f() -> fun() -> case 1 of 1 -> [X || X <- Y] end end.
