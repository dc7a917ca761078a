-module(exported_but_missing).
-export([f/0]).
-export([g/1, h/0]).
f() -> ok.
