-module(bif_system_info).
-export([main/0]).

main() ->
    show(fun() -> erlang:system_info(machine) end),
    show(fun() -> erlang:system_info(otp_release) end),
    show(fun() -> erlang:system_info(wordsize) end),
    show(fun() -> is_integer(erlang:system_info(process_limit)) end),
    show(fun() -> erlang:system_info(id(nonsense)) end),
    show(fun() -> is_tuple(erlang:statistics(runtime)) end),
    show(fun() -> erlang:statistics(id(nonsense)) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
