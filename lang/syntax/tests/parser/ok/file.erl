-module(file).
-include("inc.hrl").
-file("elsewhere.yrl", 10).
f() -> ok.
