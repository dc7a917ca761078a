-module(extra_comma).
-export([f/0]).
f() -> a,, b.
