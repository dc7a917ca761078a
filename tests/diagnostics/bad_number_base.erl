-module(bad_number_base).
-export([f/0]).
f() -> 99#12.
