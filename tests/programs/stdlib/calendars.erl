-module(calendars).
-export([main/0]).

main() ->
    p([calendar:date_to_gregorian_days(2024, 2, 29), calendar:date_to_gregorian_days({1970, 1, 1}), calendar:gregorian_days_to_date(738000)]),
    p([calendar:datetime_to_gregorian_seconds({{1970, 1, 1}, {0, 0, 0}}), calendar:gregorian_seconds_to_datetime(63745056000)]),
    p([calendar:day_of_the_week({2024, 2, 29}), calendar:is_leap_year(1900), calendar:is_leap_year(2000), calendar:last_day_of_the_month(2023, 2), calendar:valid_date({2023, 2, 29}), calendar:valid_date(2024, 2, 29)]),
    p([calendar:seconds_to_time(3661), calendar:time_to_seconds({1, 1, 1}), calendar:seconds_to_daystime(90061), calendar:time_difference({{2024, 1, 1}, {0, 0, 0}}, {{2024, 1, 2}, {1, 2, 3}})]),
    p([calendar:iso_week_number({2024, 12, 30}), calendar:iso_week_number({2021, 1, 3})]),
    p([calendar:now_to_datetime({1700, 0, 0}), calendar:system_time_to_rfc3339(1700000000, [{offset, "Z"}]), calendar:rfc3339_to_system_time("2023-11-14T22:13:20Z")]).

p(L) -> [io:format("~p~n", [X]) || X <- L].
