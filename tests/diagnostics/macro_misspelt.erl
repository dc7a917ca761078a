-module(macro_misspelt).
-export([f/0]).
-define(TIMEOUT, 100).
f() -> ?TIMOUT.
