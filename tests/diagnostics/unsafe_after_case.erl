-module(unsafe_after_case).
-export([f/0]).
f() -> case g() of 1 -> A = 1; _ -> B = 2 end, A + B.
g() -> 2.
