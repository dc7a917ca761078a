-module(exit_signals_to_groups).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    Self = self(),
    Leader = spawn_link(fun() -> group(3, Self) end),
    Ps = receive {members, L} -> L end,
    io:format("~p~n", [length([P || P <- Ps, is_process_alive(P)])]),
    exit(Leader, stop_all),
    receive {'EXIT', Leader, R} -> io:format("~p~n", [R]) end,
    timer:sleep(20),
    io:format("~p~n", [length([P || P <- Ps, is_process_alive(P)])]).

group(N, Parent) ->
    Ps = [spawn_link(fun() -> receive never -> ok end end) || _ <- lists:seq(1, N)],
    Parent ! {members, Ps},
    receive never -> ok end.
