-module(keyword_as_name).
-export([f/0]).
f() -> end.
