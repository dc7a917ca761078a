-module(tabs_and_wide_characters).
-export([f/0]).
f() ->	"日本語", 	Xx.
