-module(module_twice).
-export([f/0]).
-module(again).
f() -> ok.
