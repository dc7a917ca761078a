-module(comma_before_dot).
-export([f/0]).
f() -> a,.
