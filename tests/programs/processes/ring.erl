-module(ring).
-export([main/0]).

main() ->
    [io:format("~w processes, ~w rounds: ~w~n", [N, M, ring(N, M)]) || {N, M} <- [{1, 3}, {10, 10}, {100, 20}]].

ring(N, M) ->
    Self = self(),
    First = spawn(fun() -> start(N - 1, Self) end),
    First ! {token, 0, N * M},
    receive {done, Count} -> Count after 5000 -> timeout end.

start(N, Parent) -> node_(chain(N, self(), Parent), Parent).

chain(0, First, _) -> First;
chain(N, First, Parent) -> spawn(fun() -> node_(chain(N - 1, First, Parent), Parent) end).

node_(Next, Parent) ->
    receive
        {token, Max, Max} -> Parent ! {done, Max}, Next ! stop;
        {token, Count, Max} -> Next ! {token, Count + 1, Max}, node_(Next, Parent);
        stop -> Next ! stop
    end.
