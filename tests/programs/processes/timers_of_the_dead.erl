%% What timers would send to a process that has ended does not stay until their time.
-module(timers_of_the_dead).
-export([main/0]).

main() ->
    Own = erlang:send_after(1000000000, self(), lists:seq(1, 10)),
    io:format("~p~n", [[ended_with(Setter) || Setter <- [fun own/1, fun for_another/1]]]),
    io:format("~p~n", [is_integer(erlang:read_timer(Own))]),
    % One that is set when its receiver has ended is none.
    {Dead, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, process, Dead, _} -> ok end,
    io:format("~p~n", [erlang:read_timer(erlang:start_timer(1000000000, Dead, late))]).

ended_with(Setter) ->
    Before = erlang:memory(total),
    Self = self(),
    Pid = spawn(fun() -> Setter(Self), receive stop -> ok end end),
    ok = receive {Pid, set} -> ok after 60000 -> late end,
    true = erlang:memory(total) - Before > 20000000,
    exit(Pid, kill),
    given_back(Before, 600).

given_back(_, 0) -> too_late;
given_back(Before, N) ->
    case erlang:memory(total) - Before < 10000000 of
        true -> given_back;
        false -> receive after 100 -> given_back(Before, N - 1) end
    end.

own(Parent) ->
    List = lists:seq(1, 1000),
    [erlang:start_timer(1000000000, self(), List) || _ <- lists:seq(1, 2000)],
    Parent ! {self(), set}.

for_another(Parent) ->
    List = lists:seq(1, 1000),
    Self = self(),
    Setter = spawn(fun() ->
        [erlang:send_after(1000000000, Self, List) || _ <- lists:seq(1, 2000)],
        Self ! done,
        receive stop -> ok end
    end),
    receive done -> ok end,
    exit(Setter, kill),
    Parent ! {self(), set}.
