-module(wildcard_as_value).
-export([f/0]).
f() -> _ + 1.
