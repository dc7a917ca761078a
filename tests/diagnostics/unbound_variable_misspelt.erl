-module(unbound_variable_misspelt).
-export([f/0]).
f() -> Counter = 1, Coutner + 1.
