-module(import_defined).
-export([f/0]).
-import(lists, [map/2]).
f() -> map(1, 2).
map(_, _) -> ok.
