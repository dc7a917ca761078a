-module(duplicate_case_clause).
-export([f/0]).
f() -> case g() of 1 -> a; 1 -> b; _ -> c end.
g() -> 3.
