-module(fun_head_mismatch).
-export([f/0]).
f() -> fun(1) -> a; (1, 2) -> b end.
