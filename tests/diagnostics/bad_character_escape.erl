-module(bad_character_escape).
-export([f/0]).
f() -> "\x{110000}".
