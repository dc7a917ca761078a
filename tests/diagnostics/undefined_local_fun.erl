-module(undefined_local_fun).
-export([f/0]).
f() -> fun g/2.
