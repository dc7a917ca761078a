-module(missing_comma).
-export([f/0]).
f() -> io:format("a")
    io:format("b").
