-module(unsafe_after_receive).
-export([f/0]).
f() -> receive a -> A = 1; b -> ok end, A.
