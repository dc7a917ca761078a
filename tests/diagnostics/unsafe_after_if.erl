-module(unsafe_after_if).
-export([f/0]).
f() -> if node() =:= x -> A = 1; true -> ok end, A.
