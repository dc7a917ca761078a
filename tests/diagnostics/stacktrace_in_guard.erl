-module(stacktrace_in_guard).
-export([f/0]).
f() -> try a catch error:_:S when S =:= [] -> S end.
