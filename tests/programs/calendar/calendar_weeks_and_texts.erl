-module(calendar_weeks_and_texts).
-export([main/0]).

main() ->
    show(fun() -> calendar:iso_week_number({2020, 12, 31}) end),
    show(fun() -> calendar:iso_week_number({2016, 1, 1}) end),
    show(fun() -> calendar:system_time_to_universal_time(0, second) end),
    show(fun() -> calendar:rfc3339_to_system_time("1970-01-01T00:01:00Z") end),
    show(fun() -> calendar:system_time_to_rfc3339(0, [{offset, "Z"}]) end),
    show(fun() -> calendar:rfc3339_to_system_time("2020-01-01T00:00:00.5+01:00", [{unit, millisecond}]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
