-module(error_directive).
-export([f/0]).
-error("not for this system").
f() -> ok.
