-module(named_fun_mismatch).
-export([f/0]).
f() -> fun G(1) -> a; H(2) -> b end.
