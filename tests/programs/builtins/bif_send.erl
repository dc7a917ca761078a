-module(bif_send).
-export([main/0]).

main() ->
    show(fun() -> self() ! hello end),
    show(fun() -> receive hello -> got after 0 -> none end end),
    show(fun() -> id(nobody) ! x end),
    show(fun() -> id(1) ! x end),
    show(fun() -> erlang:send(self(), y) end),
    show(fun() -> receive y -> got after 0 -> none end end),
    show(fun() -> id({nobody, node()}) ! x end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
