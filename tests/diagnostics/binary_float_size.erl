-module(binary_float_size).
-export([f/0]).
f() -> <<1.0:7/float>>.
