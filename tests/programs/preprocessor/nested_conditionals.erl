-module(nested_conditionals).
-export([main/0]).

-define(LEVEL, 2).
-ifdef(LEVEL).
-if(?LEVEL =:= 1).
name() -> one.
-elif(?LEVEL =:= 2).
-ifndef(QUIET).
name() -> two_loud.
-else.
name() -> two_quiet.
-endif.
-else.
name() -> other.
-endif.
-else.
name() -> none.
-endif.

main() -> io:format("~p~n", [name()]).
