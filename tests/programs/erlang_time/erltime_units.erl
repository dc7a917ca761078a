-module(erltime_units).
-export([main/0]).

main() ->
    show(fun() -> erlang:convert_time_unit(1, second, millisecond) end),
    show(fun() -> erlang:convert_time_unit(1999, millisecond, second) end),
    show(fun() -> erlang:convert_time_unit(-1, millisecond, second) end),
    show(fun() -> erlang:convert_time_unit(1, minute, second) end),
    show(fun() -> is_integer(erlang:monotonic_time(nanosecond)) end),
    show(fun() -> erlang:system_time(x) end),
    show(fun() -> erlang:convert_time_unit(1 bsl 100, second, nanosecond) end),
    show(fun() -> erlang:convert_time_unit(-(1 bsl 100), nanosecond, second) end),
    show(fun() -> erlang:convert_time_unit(1 bsl 62, 7, 1000000000000) end),
    show(fun() -> erlang:convert_time_unit(-1, 7, 3) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
