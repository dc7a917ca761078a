-module(undefined_function_misspelt).
-export([f/0]).
f() -> recieve_all().
receive_all() -> ok.
