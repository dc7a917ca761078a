-module(bif_timers).
-export([main/0]).

main() ->
    show(fun() -> is_reference(erlang:send_after(1000, self(), x)) end),
    show(fun() -> erlang:send_after(id(-1), self(), x) end),
    show(fun() -> erlang:send_after(id(a), self(), x) end),
    show(fun() -> erlang:cancel_timer(make_ref()) end),
    show(fun() -> erlang:cancel_timer(id(x)) end),
    show(fun() -> erlang:read_timer(make_ref()) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
