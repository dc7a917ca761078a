-module(unused_function).
-export([f/0]).
f() -> ok.
helper(X) -> X.
