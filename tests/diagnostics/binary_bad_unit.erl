-module(binary_bad_unit).
-export([f/0]).
f() -> <<1:8/unit:300>>.
