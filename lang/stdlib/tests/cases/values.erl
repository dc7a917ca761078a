%% Calls of the modules that compute: rand, random, calendar, base64, binary.
-module(values).
-export([cases/0]).

cases() -> numbers() ++ old_numbers() ++ dates() ++ texts() ++ binaries().

generators() -> [exsss, exro928ss, exrop, exsp, exs1024s, exs64, exsplus, exs1024, dummy, default].

%% Steps are taken one after the other in a process dictionary of their own.
numbers() ->
    [{rand, '$steps', [{seed, [G, Seed]} | [step() || _ <- lists:seq(1, 12)]]}
     || G <- generators(), Seed <- seeds(), fits(G, Seed), _ <- lists:seq(1, 3)]
        ++ [{rand, F, [state(G)]} || G <- generators(), F <- [jump, export_seed_s, seed_s, uniform_real_s]]
        ++ [{rand, jump, [long(state(G), 21)]} || G <- [exs1024s, exro928ss]]
        ++ [{rand, seed_s, [G, S]} || G <- generators(), S <- [[], [0], [0, 0], [1, x], [1, 2, 3], x, {1, 2},
                                                             lists:seq(1, 16), lists:seq(1, 17)]]
        ++ [{rand, F, [element(2, state(exro928ss))]} || F <- [exro928_next, exro928_next_state,
                                                               exro928_jump_2pow20, exro928_jump_2pow512]]
        ++ [{rand, F, [element(2, state(exsp))]} || F <- [exsp_next, exsp_jump]]
        ++ [{rand, F, [rand:uniform(1 bsl 58)]} || F <- [mwc59, mwc59_value, mwc59_value32, mwc59_float, mwc59_seed,
                                                          splitmix64_next, bc64], _ <- lists:seq(1, 20)]
        ++ [{rand, bc64, [0]}, {rand, mwc59_seed, [-1]}, {rand, exro928_seed, [5]}, {rand, seed58, [3, 4]},
            {rand, seed_s, [nothing]}, {rand, seed_s, [nothing, 1]}, {rand, uniform_s, [x]}, {rand, uniform_s, [0, x]},
            {rand, make_float, [1, 1020, 77]}]
        ++ [{rand, float2str, [F]} || F <- [0.0, 1, -1.5, 3.14e-300, 4.0e-320]]
        ++ [{rand, uniform_s, [N, {exro928ss, 3}]} || N <- [1, 2]]
        ++ [{rand, uniform_real_s, [rand:seed_s({G, S})]} || G <- [dummy], S <- small_numbers()].

fits(G, Seed) ->
    try rand:seed_s(G, Seed) of
        _ -> true
    catch
        error:_ -> false
    end.

step() ->
    case rand:uniform(9) of
        1 -> {uniform, []};
        2 -> {uniform, [rand:uniform(100)]};
        3 -> {uniform, [1 bsl rand:uniform(60)]};
        4 -> {uniform, [(1 bsl rand:uniform(140)) + rand:uniform(1000)]};
        5 -> {uniform_real, []};
        6 -> {bytes, [rand:uniform(40) - 1]};
        7 -> {export_seed, []};
        8 -> {uniform, [(1 bsl 58) - rand:uniform(1 bsl 57)]};
        9 -> {uniform, [lists:nth(rand:uniform(4), [0, x, -1, 1.0])]}
    end.

seeds() -> [0, 1, -5, 12345678901234567890123, {1, 2, 3}, {-7, 1 bsl 70, 0}, {5, 5, 5}, [7], [1, 2], lists:seq(1, 16)].

%% What the dummy gives first is its state: numbers with few bits need another.
small_numbers() -> [1 bsl N || N <- lists:seq(0, 57)] ++ [(1 bsl N) - 1 || N <- lists:seq(1, 57)].

state(G) -> rand:seed_s(G, {1, 2, 3}).

long(State, 0) -> State;
long(State, N) -> long(element(2, rand:uniform_s(State)), N - 1).

old_numbers() ->
    [{random, '$steps', [{seed, S}, {uniform, []}, {uniform, [17]}, {uniform, [0]}, {seed, []}, {uniform, []}]}
     || S <- [[], [1, 2, 3], [{4, 5, 6}], [12345678901], [-3, 0, 30269], [x]]]
        ++ [{random, uniform_s, [{1, 2, 3}]}, {random, uniform_s, [10, {1, 2, 3}]}, {random, uniform_s, [0, {1, 2, 3}]},
            {random, seed0, []}, {random, '$steps', [{uniform, []}, {uniform, [9]}]}].

dates() ->
    Dates = [{2024, 2, 29}, {2023, 2, 29}, {1970, 1, 1}, {0, 1, 1}, {1900, 2, 28}, {2000, 12, 31}, {2020, 13, 1},
             {2020, 1, 0}, {2021, 1, 3}, {-1, 1, 1}, {x, 1, 1}, {2015, 12, 31}, {9999, 12, 31}, x, {1, 2}]
        ++ [{rand:uniform(3000), rand:uniform(12), rand:uniform(31)} || _ <- lists:seq(1, 300)],
    Times = [{0, 0, 0}, {23, 59, 59}, {12, 30, 1}, {1, 2, x}],
    Numbers = [0, 1, 59, 60, 365, 366, 1460, 1461, 36524, 36525, 146096, 146097, 86399, 86400, -1, -86401, 63807910920]
        ++ [rand:uniform(4000000) || _ <- lists:seq(1, 300)],
    Stamps = [{D, T} || D <- lists:sublist(Dates, 12), T <- Times],
    [{calendar, F, [D]} || F <- [date_to_gregorian_days, day_of_the_week, iso_week_number, valid_date], D <- Dates]
        ++ [{calendar, F, tuple_to_list(D)} || F <- [date_to_gregorian_days, day_of_the_week, valid_date],
                                               {_, _, _} = D <- Dates]
        ++ [{calendar, F, [N]} || F <- [gregorian_days_to_date, gregorian_seconds_to_datetime, is_leap_year,
                                        seconds_to_daystime, seconds_to_time], N <- Numbers]
        ++ [{calendar, last_day_of_the_month, [Y, M]} || Y <- [2000, 2001, -1, x], M <- [0, 1, 2, 4, 12, 13, x]]
        ++ [{calendar, datetime_to_gregorian_seconds, [S]} || S <- Stamps]
        ++ [{calendar, time_to_seconds, [T]} || T <- Times]
        ++ [{calendar, time_difference, [A, B]} || A <- lists:sublist(Stamps, 20), B <- lists:sublist(Stamps, 20)]
        ++ [{calendar, F, [{1, 700000000 + N, 5}]} || F <- [now_to_datetime, now_to_universal_time, now_to_local_time],
                                                      N <- [0, 77]]
        ++ [{calendar, F, [S]} || F <- [universal_time_to_local_time, local_time_to_universal_time,
                                        local_time_to_universal_time_dst], S <- [{{2020, 7, 1}, {1, 2, 3}}, x]]
        ++ [{calendar, F, [N, U]} || F <- [system_time_to_local_time, system_time_to_universal_time],
                                     N <- Numbers, U <- [second, millisecond, x]]
        ++ [{calendar, system_time_to_rfc3339, [N, [{unit, U}, {offset, O} | More]]}
            || N <- [0, 1, -1, 1600000000, 1600000000123, -62167219200, 1600000000123456789, 253402300800],
               U <- [second, millisecond, microsecond, nanosecond, native], O <- ["", "Z", "+02:00", "-01:30", 3600, "x"],
               More <- [[], [{time_designator, $\s}]]]
        ++ [{calendar, system_time_to_rfc3339, [0]}]
        ++ [{calendar, rfc3339_to_system_time, [T, [{unit, U}]]}
            || T <- ["1970-01-01T00:00:00Z", "2018-02-01T15:18:02.088Z", "2018-02-01 15:18:02+02:00", "1969-12-31T23:59:59.5z",
                     "2018-02-01T15:18:02.123456789-11:15", "2018-02-01T15:18:02", "2018-13-01T15:18:02Z", "x",
                     "0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01", "2018-02-01T15:18:02+0200"],
               U <- [second, millisecond, microsecond, nanosecond, x]]
        ++ [{calendar, rfc3339_to_system_time, ["2018-02-01T15:18:02Z"]}].

texts() ->
    Data = [crypto_free(N) || N <- lists:seq(0, 40)],
    Good = [base64:encode(D) || D <- Data],
    Odd = [<<"YQ==">>, <<"YQ=">>, <<"YQ">>, <<"Y">>, <<"=">>, <<"YQ==YQ==">>, <<"Y Q\n= =">>, <<"Y!Q==">>, <<"YWI=">>,
           <<"YWI=x">>, <<"YWI= \n">>, <<"YWJj">>, <<"YWJjYW*k">>, <<"YWJ\0j">>, <<"Y===">>, <<"Y=Q=">>, <<"=YQ==">>,
           <<"YWJj=">>, <<"YW=Jj">>, <<"YQ=!=">>, <<"YQ=a">>, <<0>>, <<255>>, <<"YW%=">>, <<"YW=%">>, <<"%%%%">>],
    Lists = [binary_to_list(T) || T <- Odd ++ Good] ++ [[300, $a, $a, $a], [x], [$a | b]],
    [{base64, F, [D]} || F <- [encode, encode_to_string], D <- Data ++ [binary_to_list(X) || X <- Data] ++ [x, [300], [a]]]
        ++ [{base64, F, [T]} || F <- [decode, decode_to_string, mime_decode, mime_decode_to_string],
                                T <- Good ++ Odd ++ Lists ++ [x]]
        ++ [{base64, F, [mixed(T)]} || F <- [decode, decode_to_string, mime_decode, mime_decode_to_string],
                                       T <- Good, _ <- lists:seq(1, 10)].

crypto_free(N) -> list_to_binary([rand:uniform(256) - 1 || _ <- lists:seq(1, N)]).

%% A text with some characters put in.
mixed(T) ->
    list_to_binary([case rand:uniform(8) of
                        1 -> [C, lists:nth(rand:uniform(7), "\s\n=!%Aé")];
                        _ -> C
                    end || C <- binary_to_list(T)]).

binaries() ->
    Subjects = [<<>>, <<"a">>, <<"abcabcabc">>, <<"a,b,,c">>, <<"xx">>, x],
    Patterns = [<<"a">>, <<"abc">>, [<<"b">>, <<"c">>], <<",">>, <<>>, [], x],
    News = [<<>>, <<"Z">>, <<"<>">>, x],
    Options = [[], [global], [{scope, {1, 3}}], [global, {insert_replaced, 1}], [{insert_replaced, [0, 1, 2]}],
               [global, {insert_replaced, [2, 0]}], [{insert_replaced, 9}], [bad], [{scope, {0, 100}}], x],
    [{binary, replace, [S, P, N]} || S <- Subjects, P <- Patterns, N <- News]
        ++ [{binary, replace, [S, P, N, O]} || S <- Subjects, P <- Patterns, N <- News, O <- Options]
        ++ [{binary, encode_hex, [B]} || B <- [<<>>, <<0>>, <<"hello">>, <<255, 16>>, <<1:3>>, x]]
        ++ [{binary, decode_hex, [B]} || B <- [<<>>, <<"00">>, <<"fFAb09">>, <<"0">>, <<"0g">>, <<"g0">>, <<"é0">>, x]].
