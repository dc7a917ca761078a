-module(on_load_misused).
-export([f/0]).
-on_load(init/1).
-on_load(f/0).
f() -> ok.
init(_) -> ok.
