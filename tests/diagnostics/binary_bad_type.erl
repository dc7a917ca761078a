-module(binary_bad_type).
-export([f/0]).
f() -> <<1/strange>>.
