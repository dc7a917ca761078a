-module(underscore_used).
-export([f/0]).
f() -> g(1).
g(_X) -> _X.
