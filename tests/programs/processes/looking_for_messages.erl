%% A receive whose time is none: it takes what is there, and waits for nothing.
-module(looking_for_messages).
-export([main/0]).

main() ->
    io:format("~p~n", [look()]),
    self() ! a,
    self() ! {b, 1},
    self() ! c,
    io:format("~p~n", [[look_for_b(), look_for_b(), look(), look(), look()]]),
    io:format("~p~n", [lists:usort([look() || _ <- lists:seq(1, 50000)])]),
    self() ! a,
    io:format("~p~n", [lists:usort([look_for_b() || _ <- lists:seq(1, 50000)])]),
    Time = zero(),
    io:format("~p~n", [receive {b, _} -> b after Time -> no end]),
    {'EXIT', {Reason, _}} = (catch receive {b, _} -> b after minus_one() -> no end),
    io:format("~p~n", [Reason]),
    Self = self(),
    spawn(fun() -> Self ! {b, 2} end),
    io:format("~p~n", [until_b()]),
    %% A time that follows is one of its own.
    io:format("~p~n", [receive {b, _} -> b after 30 -> late end]),
    io:format("~p~n", [[look(), look()]]),
    {Pid, Ref} = spawn_monitor(fun() -> poll() end),
    exit(Pid, stop),
    receive {'DOWN', Ref, process, Pid, Why} -> io:format("~p~n", [Why]) end.

look() -> receive Any -> Any after 0 -> none end.
look_for_b() -> receive {b, N} -> N after 0 -> none end.
until_b() -> receive {b, N} -> N after 0 -> erlang:yield(), until_b() end.
poll() -> receive never -> ok after 0 -> poll() end.
zero() -> list_to_integer("0").
minus_one() -> list_to_integer("-1").
