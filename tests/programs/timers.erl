-module(timers).
-export([main/0]).

main() ->
    S = self(),
    R = erlang:send_after(20, S, ping),
    io:format("~p~n", [is_integer(erlang:read_timer(R))]),
    receive ping -> io:format("ping~n") end,
    io:format("~p~n", [erlang:read_timer(R)]),
    R2 = erlang:send_after(10000, S, never),
    io:format("~p~n", [erlang:cancel_timer(R2) > 5000]),
    io:format("~p~n", [erlang:cancel_timer(R2)]),
    R3 = erlang:start_timer(5, S, hello),
    receive {timeout, R3, M} -> io:format("~p~n", [M]) end,
    [erlang:send_after(N * 20, S, N) || N <- [3, 1, 2]],
    io:format("~p~n", [[receive X -> X end || _ <- [1, 2, 3]]]),
    {ok, _} = timer:send_after(5, tick),
    receive tick -> io:format("tick~n") end,
    {ok, T} = timer:send_interval(5, again),
    [receive again -> ok end || _ <- lists:seq(1, 3)],
    io:format("~p~n", [timer:cancel(T)]),
    {ok, _} = timer:apply_after(5, erlang, send, [S, applied]),
    receive applied -> io:format("applied~n") end,
    {Time, Value} = timer:tc(fun() -> timer:sleep(10), slept end),
    io:format("~p ~p~n", [Value, Time >= 10000]),
    io:format("~p~n", [[timer:seconds(2), timer:minutes(1), timer:hours(1), timer:hms(1, 1, 1)]]),
    T1 = erlang:monotonic_time(millisecond),
    timer:sleep(15),
    io:format("~p~n", [erlang:monotonic_time(millisecond) - T1 >= 15]).
