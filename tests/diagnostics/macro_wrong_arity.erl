-module(macro_wrong_arity).
-export([f/0]).
-define(ADD(A, B), A + B).
f() -> ?ADD(1).
