-module(map_exact_in_construction).
-export([f/0]).
f() -> #{a := 1}.
