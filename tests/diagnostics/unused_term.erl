-module(unused_term).
-export([f/0]).
f() -> {a, b}, "text", 1 + 2, ok.
