-module(timers).
-export([main/0]).

main() ->
    T1 = erlang:send_after(10, self(), one),
    T2 = erlang:start_timer(20, self(), two),
    T3 = erlang:send_after(10000, self(), three),
    io:format("~p~n", [is_integer(erlang:read_timer(T3))]),
    Left = erlang:cancel_timer(T3),
    io:format("~p ~p~n", [Left > 5000, erlang:cancel_timer(T3)]),
    receive M1 -> io:format("~p~n", [M1]) end,
    receive {timeout, T2, M2} -> io:format("~p~n", [M2]) end,
    io:format("~p ~p~n", [erlang:read_timer(T1), erlang:cancel_timer(T1)]),
    io:format("~p~n", [try erlang:send_after(-1, self(), x) catch error:E -> E end]),
    register(me, self()),
    erlang:send_after(1, me, by_name),
    receive M3 -> io:format("~p~n", [M3]) end,
    {ok, _} = timer:send_after(5, timed),
    receive M4 -> io:format("~p~n", [M4]) end,
    {Time, V} = timer:tc(fun() -> timer:sleep(3), slept end),
    io:format("~p ~p~n", [Time >= 3000, V]).
