-export([f/0]).
-module(attributes).
-on_load(f/0).
-on_load(f/0).
f() -> 1.
-vsn(1).
-compile([]).
-record(r, {a}).
