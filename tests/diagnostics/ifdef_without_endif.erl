-module(ifdef_without_endif).
-export([f/0]).
-ifdef(A).
f() -> ok.
