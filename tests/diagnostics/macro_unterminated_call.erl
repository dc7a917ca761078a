-module(macro_unterminated_call).
-export([f/0]).
-define(A(X), X).
f() -> ?A(1.
