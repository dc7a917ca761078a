-module(endif_without_ifdef).
-export([f/0]).
f() -> ok.
-endif.
