-module(call_to_own_missing_remote).
-export([f/0]).
f() -> diagnostics_none:g(), ?MODULE:h().
