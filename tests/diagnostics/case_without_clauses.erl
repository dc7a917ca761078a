-module(case_without_clauses).
-export([f/0]).
f() -> case 1 of end.
