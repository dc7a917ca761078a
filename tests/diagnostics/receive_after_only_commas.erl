-module(receive_after_only_commas).
-export([f/0]).
f() -> receive after 10 -> ok.
