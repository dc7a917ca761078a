-module(map_key_twice).
-export([f/0]).
f() -> #{a => 1, a => 2}.
