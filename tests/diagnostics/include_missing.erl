-module(include_missing).
-export([f/0]).
-include("nowhere.hrl").
f() -> ok.
