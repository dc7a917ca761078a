-module(comprehension_unbound).
-export([f/0]).
f() -> [X || Y <- [1]].
