-module(map_key_unbound).
-export([f/0]).
f() -> #{K := V} = #{a => 1}, {K, V}.
