-module(functions).
-export([f/1, missing/0, f/1, g/2]).
-import(lists, [map/2, map/2, foldl/3, abs/1]).
-on_load(init/1).
f(X) -> fo(X), g(X), lenght(X), map(X, X), fun h/1, fun foldl/3, fun map/2.
f(X) -> X.
g(X, Y) -> {X, Y}.
foldl(A, B, C) -> {A, B, C}.
length(X) -> X.
-export([z/0]).
hd(X) -> length(X), hd(X), abs(X).
max(X, Y) -> max(Y, X).
use(X) -> max(X, X).
