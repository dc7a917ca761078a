-module(timer_functions).
-export([main/0]).

main() ->
    io:format("~p~n", [[timer:seconds(2), timer:minutes(1), timer:hours(1), timer:hms(1, 2, 3)]]),
    io:format("~p~n", [timer:sleep(1)]),
    {T, R} = timer:tc(lists, seq, [1, 3]),
    io:format("~p ~p~n", [is_integer(T), R]),
    {T2, R2} = timer:tc(fun(X) -> X * 2 end, [21]),
    io:format("~p ~p~n", [T2 >= 0, R2]),
    {ok, _} = timer:send_after(5, hello),
    receive M -> io:format("~p~n", [M]) after 1000 -> io:format("nothing~n") end,
    {ok, Ref} = timer:send_interval(5, tick),
    receive tick -> ok end, receive tick -> ok end,
    io:format("~p~n", [timer:cancel(Ref)]),
    Self = self(),
    {ok, _} = timer:apply_after(5, erlang, send, [Self, applied]),
    receive applied -> io:format("applied~n") after 1000 -> io:format("nothing~n") end,
    {ok, R3} = timer:send_after(10000, never),
    io:format("~p~n", [timer:cancel(R3)]),
    io:format("~p~n", [timer:now_diff({0, 2, 500}, {0, 1, 400})]).
