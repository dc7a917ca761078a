%% Dates and times of the Gregorian calendar, carried back to the year 0.
-module(calendar).

-export([date_to_gregorian_days/1, date_to_gregorian_days/3, datetime_to_gregorian_seconds/1,
         day_of_the_week/1, day_of_the_week/3, gregorian_days_to_date/1, gregorian_seconds_to_datetime/1,
         is_leap_year/1, iso_week_number/0, iso_week_number/1, last_day_of_the_month/2, local_time/0,
         local_time_to_universal_time/1, local_time_to_universal_time/2,
         local_time_to_universal_time_dst/1, now_to_datetime/1, now_to_local_time/1,
         now_to_universal_time/1, rfc3339_to_system_time/1, rfc3339_to_system_time/2,
         seconds_to_daystime/1, seconds_to_time/1, system_time_to_local_time/2, system_time_to_rfc3339/1,
         system_time_to_rfc3339/2, system_time_to_universal_time/2, time_difference/2, time_to_seconds/1,
         universal_time/0, universal_time_to_local_time/1, valid_date/1, valid_date/3]).

-define(DAY, 86400).
-define(TO_1970, 62167219200).      % seconds from year 0
-define(TO_10000, 315569520000).

%% ---- Years, months, days ----

is_leap_year(Year) when is_integer(Year), Year >= 0 ->
    (Year rem 4 =:= 0 andalso Year rem 100 =/= 0) orelse Year rem 400 =:= 0.

last_day_of_the_month(Year, Month) when is_integer(Year), Year >= 0 -> last_day(Year, Month).

last_day(Year, 2) ->
    case is_leap_year(Year) of
        true -> 29;
        false -> 28
    end;
last_day(_, Month) when Month =:= 4; Month =:= 6; Month =:= 9; Month =:= 11 -> 30;
last_day(_, Month) when is_integer(Month), Month > 0, Month < 13 -> 31.

valid_date({Year, Month, Day}) -> valid_date(Year, Month, Day).

valid_date(Year, Month, Day) when is_integer(Year), is_integer(Month), is_integer(Day) ->
    Year >= 0 andalso Month > 0 andalso Month < 13 andalso Day > 0
        andalso Day =< last_day_of_the_month(Year, Month).

date_to_gregorian_days({Year, Month, Day}) -> date_to_gregorian_days(Year, Month, Day).

date_to_gregorian_days(Year, Month, Day) when is_integer(Day), Day > 0 ->
    Last = last_day_of_the_month(Year, Month),
    if
        Day =< Last -> days_before_year(Year) + days_before_month(Year, Month) + Day - 1
    end.

days_before_year(0) -> 0;
days_before_year(Year) ->
    Last = Year - 1,
    366 + 365 * Last + Last div 4 - Last div 100 + Last div 400.

days_before_month(Year, Month) ->
    Days = element(Month, {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}),
    case Month > 2 andalso is_leap_year(Year) of
        true -> Days + 1;
        false -> Days
    end.

gregorian_days_to_date(Days) ->
    Year = year_of(Days),
    {Month, Day} = month_and_day(Year, 1, Days - days_before_year(Year)),
    {Year, Month, Day + 1}.

%% 146097 days are 400 years, so the year is at most one off.
year_of(Days) when Days >= 0 ->
    Guess = Days * 400 div 146097,
    case {days_before_year(Guess), days_before_year(Guess + 1)} of
        {First, _} when Days < First -> Guess - 1;
        {_, Next} when Days >= Next -> Guess + 1;
        _ -> Guess
    end.

month_and_day(Year, Month, Days) ->
    case last_day(Year, Month) of
        Length when Days < Length -> {Month, Days};
        Length -> month_and_day(Year, Month + 1, Days - Length)
    end.

day_of_the_week({Year, Month, Day}) -> day_of_the_week(Year, Month, Day).

day_of_the_week(Year, Month, Day) -> (date_to_gregorian_days(Year, Month, Day) + 5) rem 7 + 1.

iso_week_number() ->
    {Date, _} = local_time(),
    iso_week_number(Date).

iso_week_number({Year, Month, Day}) ->
    Days = date_to_gregorian_days(Year, Month, Day),
    First = first_week(Year),
    Next = first_week(Year + 1),
    if
        Days >= Next -> {Year + 1, 1};
        Days >= First -> {Year, (Days - First) div 7 + 1};
        true -> {Year - 1, last_week(Year - 1)}
    end.

%% The day on which the year's first week starts: that of the fourth of January.
first_week(Year) ->
    Days = date_to_gregorian_days(Year, 1, 1),
    case day_of_the_week(Year, 1, 1) of
        Weekday when Weekday =< 4 -> Days - Weekday + 1;
        Weekday -> Days - Weekday + 8
    end.

last_week(Year) ->
    case day_of_the_week(Year, 1, 1) =:= 4 orelse day_of_the_week(Year, 12, 31) =:= 4 of
        true -> 53;
        false -> 52
    end.

%% ---- Seconds ----

time_to_seconds({Hour, Minute, Second}) when is_integer(Hour), is_integer(Minute), is_integer(Second) ->
    (Hour * 60 + Minute) * 60 + Second.

seconds_to_time(Seconds) when Seconds >= 0, Seconds < ?DAY ->
    {Seconds div 3600, Seconds rem 3600 div 60, Seconds rem 60}.

seconds_to_daystime(Seconds) ->
    Days = Seconds div ?DAY,
    case Seconds rem ?DAY of
        Rest when Rest < 0 -> {Days - 1, seconds_to_time(Rest + ?DAY)};
        Rest -> {Days, seconds_to_time(Rest)}
    end.

datetime_to_gregorian_seconds({Date, Time}) -> ?DAY * date_to_gregorian_days(Date) + time_to_seconds(Time).

gregorian_seconds_to_datetime(Seconds) when Seconds >= 0 ->
    {gregorian_days_to_date(Seconds div ?DAY), seconds_to_time(Seconds rem ?DAY)}.

time_difference({{Y1, Mo1, D1}, {H1, Mi1, S1}}, {{Y2, Mo2, D2}, {H2, Mi2, S2}}) ->
    Later = datetime_to_gregorian_seconds({{Y2, Mo2, D2}, {H2, Mi2, S2}}),
    seconds_to_daystime(Later - datetime_to_gregorian_seconds({{Y1, Mo1, D1}, {H1, Mi1, S1}})).

%% ---- Local and universal time ----

local_time() -> erlang:localtime().

universal_time() -> erlang:universaltime().

local_time_to_universal_time(Local) -> erlang:localtime_to_universaltime(Local).

local_time_to_universal_time(Local, Summer) -> erlang:localtime_to_universaltime(Local, Summer).

universal_time_to_local_time(Universal) -> erlang:universaltime_to_localtime(Universal).

%% None for a time that was skipped, two for one that came twice.
local_time_to_universal_time_dst(Local) ->
    Summer = erlang:localtime_to_universaltime(Local, true),
    Winter = erlang:localtime_to_universaltime(Local, false),
    Fits = fun(Universal) -> erlang:universaltime_to_localtime(Universal) =:= Local end,
    case {Fits(Summer), Fits(Winter)} of
        {true, true} when Summer =/= Winter -> [Summer, Winter];
        {true, _} -> [Summer];
        {false, true} -> [Winter];
        {false, false} -> []
    end.

now_to_datetime({Mega, Seconds, _}) -> gregorian_seconds_to_datetime(Mega * 1000000 + Seconds + ?TO_1970).

now_to_universal_time(Now) -> now_to_datetime(Now).

now_to_local_time({Mega, Seconds, Micro}) ->
    erlang:universaltime_to_localtime(now_to_universal_time({Mega, Seconds, Micro})).

system_time_to_universal_time(Time, Unit) ->
    gregorian_seconds_to_datetime(erlang:convert_time_unit(Time, Unit, second) + ?TO_1970).

system_time_to_local_time(Time, Unit) ->
    erlang:universaltime_to_localtime(system_time_to_universal_time(Time, Unit)).

%% ---- RFC 3339 ----

system_time_to_rfc3339(Time) -> system_time_to_rfc3339(Time, []).

system_time_to_rfc3339(Time, Options) ->
    Offset = proplists:get_value(offset, Options, ""),
    case proplists:get_value(unit, Options, second) of
        native ->
            Shift = case Offset of
                        _ when is_integer(Offset) -> erlang:convert_time_unit(Offset, native, millisecond);
                        _ -> Offset
                    end,
            written(erlang:convert_time_unit(Time, native, millisecond), Options, millisecond, Shift);
        Unit -> written(Time, Options, Unit, Offset)
    end.

written(Time, Options, Unit, Offset) ->
    Designator = proplists:get_value(time_designator, Options, $T),
    Shift = shift(Time, Unit, Offset),
    Shown = Time + erlang:convert_time_unit(Shift, second, Unit),
    Parts = parts(Unit),
    Seconds = Shown div Parts,
    in_range(Time, Options, Seconds),
    {{Year, Month, Day}, {Hour, Minute, Second}} = gregorian_seconds_to_datetime(Seconds + ?TO_1970),
    lists:append([digits(Year, 4), "-", digits(Month, 2), "-", digits(Day, 2), [Designator], digits(Hour, 2), ":",
                  digits(Minute, 2), ":", digits(Second, 2), fraction_text(Shown, Parts),
                  shift_text(Offset, Shift)]).

in_range(_, _, Seconds) when Seconds >= -?TO_1970, Seconds < ?TO_10000 - ?TO_1970 -> ok;
in_range(Arg, Options, _) -> erlang:error({badarg, [Arg, Options]}).

%% How many there are in a second.
parts(second) -> 1;
parts(millisecond) -> 1000;
parts(microsecond) -> 1000000;
parts(nanosecond) -> 1000000000;
parts(native) -> erlang:convert_time_unit(1, second, native).

digits(N, Length) ->
    Digits = integer_to_list(N),
    lists:duplicate(max(0, Length - length(Digits)), $0) ++ Digits.

fraction_text(_, 1) -> "";
fraction_text(Time, Parts) -> [$. | digits(abs(Time rem Parts), length(integer_to_list(Parts)) - 1)].

%% Seconds from universal to shown time.
shift(Time, Unit, "") ->
    Universal = system_time_to_universal_time(Time, Unit),
    Local = erlang:universaltime_to_localtime(Universal),
    datetime_to_gregorian_seconds(Local) - datetime_to_gregorian_seconds(Universal);
shift(_, _, Offset) when is_list(Offset) -> shift(Offset);
shift(_, Unit, Offset) when is_integer(Offset) -> erlang:convert_time_unit(Offset, Unit, second).

shift("Z") -> 0;
shift("z") -> 0;
shift(Offset) ->
    [Sign, H1, H2 | Rest] = Offset,
    Hours = list_to_integer([H1, H2]),
    Minutes = case Rest of
                  [$:, M1, M2] -> list_to_integer([M1, M2]);
                  [] -> 0
              end,
    case Sign of
        $+ -> 3600 * Hours + 60 * Minutes;
        $- -> -(3600 * Hours + 60 * Minutes)
    end.

shift_text(Offset, Shift) when Offset =:= ""; is_integer(Offset) ->
    Sign = case Shift < 0 of
               true -> $-;
               false -> $+
           end,
    Minutes = abs(Shift) div 60,
    [Sign | digits(Minutes div 60, 2) ++ ":" ++ digits(Minutes rem 60, 2)];
shift_text(Offset, _) -> Offset.

rfc3339_to_system_time(Text) -> rfc3339_to_system_time(Text, []).

rfc3339_to_system_time(Text, Options) ->
    Unit = proplists:get_value(unit, Options, second),
    [Y1, Y2, Y3, Y4, $-, Mo1, Mo2, $-, D1, D2, _, H1, H2, $:, Mi1, Mi2, $:, S1, S2 | Rest] = Text,
    Time = {list_to_integer([H1, H2]), list_to_integer([Mi1, Mi2]), list_to_integer([S1, S2])},
    Date = {list_to_integer([Y1, Y2, Y3, Y4]), list_to_integer([Mo1, Mo2]), list_to_integer([D1, D2])},
    {Fraction, Offset} = lists:splitwith(fun(C) -> (C >= $0 andalso C =< $9) orelse C =:= $. end, Rest),
    Seconds = datetime_to_gregorian_seconds({Date, Time}) - ?TO_1970 - shift(Offset),
    in_range(Text, Options, Seconds),
    Scaled = erlang:convert_time_unit(Seconds, second, Unit),
    case fraction(Unit, Fraction) of
        Part when Scaled < 0 -> Scaled - Part;
        Part -> Scaled + Part
    end.

fraction(second, _) -> 0;
fraction(_, "") -> 0;
fraction(Unit, Digits) -> round(parts(Unit) * list_to_float([$0 | Digits])).
