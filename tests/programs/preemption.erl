-module(preemption).
-export([main/0]).

%% A loop without end does not keep others from running.
main() ->
    S = self(),
    Busy = [spawn(fun() -> spin(0) end) || _ <- lists:seq(1, 4)],
    [spawn(fun() -> S ! {done, work(20000)} end) || _ <- lists:seq(1, 10)],
    io:format("~p~n", [[receive {done, X} -> X end || _ <- lists:seq(1, 10)]]),
    receive after 20 -> io:format("timer~n") end,
    [exit(P, kill) || P <- Busy],
    [begin R = monitor(process, P), receive {'DOWN', R, _, _, _} -> ok end end || P <- Busy],
    io:format("~p~n", [[is_process_alive(P) || P <- Busy]]).

spin(N) -> spin(N + 1).

work(0) -> 0;
work(N) -> 1 + work(N - 1).
