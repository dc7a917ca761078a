-module(unused_comparison).
-export([f/0]).
f() -> g() =:= 1, ok.
g() -> 2.
