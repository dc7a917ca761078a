-module(export_twice).
-export([f/0]).
-export([f/0]).
f() -> ok.
