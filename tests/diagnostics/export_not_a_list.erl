-module(export_not_a_list).
-export([f/0]).
-export(f/0).
f() -> ok.
