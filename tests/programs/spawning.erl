-module(spawning).
-export([main/0]).
-export([worker/2]).

main() ->
    S = self(),
    spawn(fun() -> S ! {one, 1} end),
    receive {one, X} -> io:format("~p~n", [X]) end,
    spawn(?MODULE, worker, [S, two]),
    receive {worker, Y} -> io:format("~p~n", [Y]) end,
    Pids = [spawn(fun() -> receive go -> S ! {done, N, N * N} end end) || N <- lists:seq(1, 5)],
    [P ! go || P <- Pids],
    io:format("~p~n", [lists:sort([receive {done, N, Q} -> {N, Q} end || _ <- Pids])]),
    io:format("~p~n", [length(lists:usort(Pids))]),
    {P2, R2} = spawn_monitor(fun() -> exit(finished) end),
    receive {'DOWN', R2, process, P2, Why} -> io:format("~p~n", [Why]) end,
    io:format("~p~n", [is_process_alive(P2)]),
    io:format("~p~n", [is_process_alive(self())]).

worker(To, What) -> To ! {worker, What}.
