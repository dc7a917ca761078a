-module(conditionals).
-export([main/0]).
-define(DEBUG, true).
-define(LEVEL, 3).
-undef(NOTHING).

-ifdef(DEBUG).
mode() -> debug.
-else.
mode() -> release.
-endif.

-ifndef(DEBUG).
other() -> wrong.
-else.
other() -> right.
-endif.

-if(?LEVEL > 5).
level() -> high.
-elif(?LEVEL > 2).
level() -> middle.
-else.
level() -> low.
-endif.

-ifdef(NOT_DEFINED).
this is not even parsed.
-endif.

-undef(DEBUG).
-ifdef(DEBUG).
undefined() -> no.
-else.
undefined() -> yes.
-endif.

main() ->
    io:format("~p ~p ~p ~p~n", [mode(), other(), level(), undefined()]).
