-module(outdated_calls).
-export([f/0, g/0]).
-compile({nowarn_deprecated_function, [{erlang, phash, 2}]}).
f() -> {now(), erlang:now(), random:uniform(), erlang:phash(a, 10)}.
g() -> erlang:get_stacktrace().
