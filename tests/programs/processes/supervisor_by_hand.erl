-module(supervisor_by_hand).
-export([main/0]).

%% Restarts its child a limited number of times.
main() ->
    Self = self(),
    Sup = spawn(fun() -> process_flag(trap_exit, true), supervise(fun() -> child(Self) end, 2) end),
    M = monitor(process, Sup),
    [begin P = receive {child, C} -> C after 1000 -> exit(no_child) end, P ! {crash, N} end || N <- [1, 2, 3]],
    receive {'DOWN', M, process, Sup, Reason} -> io:format("~p~n", [Reason]) after 1000 -> io:format("lives~n") end.

supervise(Start, Left) ->
    P = spawn_link(Start),
    receive
        {'EXIT', P, normal} -> done;
        {'EXIT', P, Reason} when Left > 0 -> io:format("restart after ~p~n", [Reason]), supervise(Start, Left - 1);
        {'EXIT', P, Reason} -> exit({too_many, Reason})
    end.

child(Parent) ->
    Parent ! {child, self()},
    receive {crash, N} -> exit({crashed, N}) end.
