-module(times).
-export([main/0]).

main() ->
    A = erlang:monotonic_time(),
    B = erlang:monotonic_time(),
    io:format("~p~n", [B >= A]),
    {M1, S1, U1} = erlang:timestamp(),
    {M2, S2, U2} = now(),
    io:format("~p~n", [{M2, S2, U2} >= {M1, S1, U1}]),
    io:format("~p~n", [erlang:system_time(second) > 1600000000]),
    io:format("~p~n", [now() < now()]),
    io:format("~p~n", [erlang:unique_integer() =/= erlang:unique_integer()]),
    X = erlang:unique_integer([monotonic]),
    io:format("~p~n", [X < erlang:unique_integer([monotonic])]),
    io:format("~p~n", [erlang:unique_integer([positive]) > 0]),
    io:format("~p~n", [erlang:convert_time_unit(2, second, millisecond)]),
    {{Y, Mo, D}, {H, Mi, Se}} = erlang:localtime(),
    io:format("~p~n", [Y > 2000 andalso Mo =< 12 andalso D =< 31 andalso H < 24 andalso Mi < 60 andalso Se =< 60]),
    io:format("~p~n", [timer:now_diff({1, 2, 3}, {1, 1, 2})]).
