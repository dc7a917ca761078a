-module(illegal_character).
-export([f/0]).
f() -> a § b.
