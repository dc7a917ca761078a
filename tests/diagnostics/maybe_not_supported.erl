-module(maybe_not_supported).
-export([f/0]).
-feature(maybe_expr, enable).
f() -> maybe ok ?= g() end.
g() -> ok.
