-module(macro_redefined).
-export([f/0]).
-define(A, 1).
-define(A, 2).
f() -> ?A.
