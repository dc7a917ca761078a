-module(unsafe_after_try).
-export([f/0]).
f() -> try A = 1, A catch _:_ -> 2 end, A.
