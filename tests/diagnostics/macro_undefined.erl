-module(macro_undefined).
-export([f/0]).
f() -> ?NOTHING + ?ALSO_NOTHING(1).
