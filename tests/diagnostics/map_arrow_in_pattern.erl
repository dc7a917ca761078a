-module(map_arrow_in_pattern).
-export([f/0]).
f() -> #{a => X} = #{}, X.
