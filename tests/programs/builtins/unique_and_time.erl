-module(unique_and_time).
-export([main/0]).

main() ->
    {A, B, C} = now(),
    io:format("~p~n", [A > 1000 andalso B < 1000000 andalso C < 1000000]),
    io:format("~p~n", [now() < now()]),
    T1 = erlang:monotonic_time(), T2 = erlang:monotonic_time(),
    io:format("~p~n", [T2 >= T1]),
    io:format("~p~n", [is_integer(erlang:system_time(millisecond))]),
    io:format("~p~n", [erlang:system_time(second) > 1600000000]),
    io:format("~p~n", [erlang:unique_integer() =/= erlang:unique_integer()]),
    io:format("~p~n", [erlang:unique_integer([positive]) > 0]),
    io:format("~p~n", [erlang:unique_integer([monotonic]) < erlang:unique_integer([monotonic])]),
    io:format("~p~n", [make_ref() =/= make_ref()]),
    io:format("~p~n", [erlang:convert_time_unit(1500, millisecond, second)]),
    io:format("~p~n", [erlang:convert_time_unit(2, second, microsecond)]),
    {{Y, M, D}, {H, _, _}} = calendar_now(),
    io:format("~p~n", [Y > 2000 andalso M < 13 andalso D < 32 andalso H < 24]),
    {_, _, _} = os:timestamp(),
    io:format("~p~n", [is_tuple(erlang:timestamp())]).

calendar_now() -> erlang:localtime().
