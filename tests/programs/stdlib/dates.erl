-module(dates).
-export([main/0]).

main() ->
    io:format("~p~n", [[calendar:is_leap_year(Y) || Y <- [1900, 2000, 2023, 2024]]]),
    io:format("~p~n", [[calendar:last_day_of_the_month(2024, M) || M <- lists:seq(1, 12)]]),
    io:format("~p~n", [[calendar:day_of_the_week(D) || D <- [{1970, 1, 1}, {2000, 2, 29}, {2024, 12, 31}]]]),
    io:format("~p~n", [[calendar:iso_week_number(D) || D <- [{2020, 12, 31}, {2021, 1, 3}, {2024, 12, 30}, {2015, 6, 1}]]]),
    io:format("~p~n", [[calendar:valid_date(D) || D <- [{2023, 2, 29}, {2024, 2, 29}, {2024, 13, 1}]]]),
    Days = lists:seq(0, 800000, 777),
    io:format("~p~n", [lists:all(fun(D) -> calendar:date_to_gregorian_days(calendar:gregorian_days_to_date(D)) =:= D end, Days)]),
    io:format("~p~n", [erlang:phash2([calendar:gregorian_days_to_date(D) || D <- Days])]),
    io:format("~p~n", [calendar:gregorian_seconds_to_datetime(63807910923)]),
    io:format("~p~n", [calendar:datetime_to_gregorian_seconds({{2022, 1, 1}, {12, 0, 5}})]),
    io:format("~p~n", [calendar:time_difference({{2022, 1, 1}, {12, 0, 5}}, {{2022, 3, 1}, {11, 0, 0}})]),
    io:format("~p ~p~n", [calendar:seconds_to_daystime(-5), calendar:seconds_to_time(86399)]),
    io:format("~s~n", [calendar:system_time_to_rfc3339(1600000000, [{offset, "Z"}])]),
    io:format("~s~n", [calendar:system_time_to_rfc3339(1600000000123, [{unit, millisecond}, {offset, "+02:30"}])]),
    io:format("~p~n", [calendar:rfc3339_to_system_time("2020-09-13T12:26:40.5+01:00", [{unit, millisecond}])]),
    io:format("~p~n", [[reason(F) || F <- [fun() -> calendar:date_to_gregorian_days(2023, 2, 30) end,
                                           fun() -> calendar:rfc3339_to_system_time("2020") end,
                                           fun() -> calendar:seconds_to_time(86400) end]]]).

reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:R -> R
    end.
