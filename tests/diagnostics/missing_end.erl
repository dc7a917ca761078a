-module(missing_end).
-export([f/0]).
f() -> case 1 of 1 -> a.
g() -> ok.
