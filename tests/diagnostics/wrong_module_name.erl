-module(something_else).
f() -> ok.
