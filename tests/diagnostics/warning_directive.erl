-module(warning_directive).
-export([f/0]).
-warning("old").
f() -> ok.
