-module(export_all_warning).
-export([f/0]).
-compile(export_all).
f() -> ok.
