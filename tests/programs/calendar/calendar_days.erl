-module(calendar_days).
-export([main/0]).

main() ->
    show(fun() -> calendar:date_to_gregorian_days(1, 1, 1) end),
    show(fun() -> calendar:date_to_gregorian_days(2024, 2, 29) end),
    show(fun() -> calendar:gregorian_days_to_date(0) end),
    show(fun() -> calendar:gregorian_days_to_date(739000) end),
    show(fun() -> calendar:day_of_the_week(2024, 1, 1) end),
    show(fun() -> calendar:last_day_of_the_month(2024, 2) end),
    show(fun() -> calendar:valid_date(2024, 13, 1) end),
    show(fun() -> calendar:is_leap_year(2100) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
