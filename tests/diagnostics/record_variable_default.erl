-module(record_variable_default).
-export([f/0]).
-record(r, {a = X}).
f() -> #r{}.
