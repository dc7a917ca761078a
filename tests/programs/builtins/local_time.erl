-module(local_time).
-export([main/0]).

%% What holds in every time zone.
main() ->
    Times = [{{2020, 2, 29}, {12, 0, 0}}, {{1970, 1, 2}, {0, 0, 1}}, {{2500, 12, 31}, {23, 59, 59}}],
    [io:format("~p ~p~n", [Time, there_and_back(Time)]) || Time <- Times],
    Wrong = [
        {{1900, 1, 1}, {0, 0, 0}},
        {{2021, 2, 29}, {0, 0, 0}},
        {{2021, 2, 28}, {24, 0, 0}},
        {{2021, 13, 1}, {0, 0, 0}},
        {2021, 1, 1},
        now
    ],
    [io:format("~p ~p ~p~n", [Time, to_local(Time), to_universal(Time)]) || Time <- Wrong],
    io:format("~p~n", [catch element(1, element(2, catch erlang:localtime_to_universaltime(hd(Times), maybe_so)))]),
    io:format("~p~n", [length(calendar:local_time_to_universal_time_dst(hd(Times)))]).

there_and_back(Time) ->
    erlang:localtime_to_universaltime(erlang:universaltime_to_localtime(Time)) =:= Time.

to_local(Time) ->
    try erlang:universaltime_to_localtime(Time)
    catch
        error:Reason -> Reason
    end.

to_universal(Time) ->
    try erlang:localtime_to_universaltime(Time)
    catch
        error:Reason -> Reason
    end.
