-module(attribute_after_function).
-export([f/0]).
f() -> ok.
-export([g/0]).
g() -> ok.
-record(r, {a}).
