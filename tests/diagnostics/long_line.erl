-module(long_line).
-export([f/0]).
f() -> {aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccccccccccc, Xxxxxxxxx, ddddddddddddddddddddddddd}.
