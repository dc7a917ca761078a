-module(if_without_clauses).
-export([f/0]).
f() -> if end.
