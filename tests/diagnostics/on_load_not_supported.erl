-module(on_load_not_supported).
-export([f/0]).
-on_load(init/0).
f() -> ok.
init() -> ok.
