-module(stacktrace_not_a_variable).
-export([f/0]).
f() -> try a catch _:_:{x} -> ok end.
