-module(unsafe_in_andalso).
-export([f/0]).
f() -> (node() =:= x) andalso (A = true), A.
