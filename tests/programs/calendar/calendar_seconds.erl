-module(calendar_seconds).
-export([main/0]).

main() ->
    show(fun() -> calendar:datetime_to_gregorian_seconds({{2000, 1, 1}, {12, 30, 0}}) end),
    show(fun() -> calendar:gregorian_seconds_to_datetime(0) end),
    show(fun() -> calendar:seconds_to_time(86399) end),
    show(fun() -> calendar:time_to_seconds({23, 59, 59}) end),
    show(fun() -> calendar:seconds_to_daystime(-1) end),
    show(fun() -> calendar:seconds_to_time(-1) end),
    show(fun() -> calendar:time_difference({{2000, 1, 1}, {0, 0, 0}}, {{1999, 12, 31}, {0, 0, 0}}) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
