-module(semaphore).
-export([main/0]).

main() ->
    S = spawn(fun() -> sem(2, []) end),
    Self = self(),
    [spawn(fun() -> p(S), Self ! {in, N}, receive after 5 -> ok end, Self ! {out, N}, v(S) end) || N <- lists:seq(1, 6)],
    Events = [receive E -> E after 2000 -> stuck end || _ <- lists:seq(1, 12)],
    {_, Max} = lists:foldl(fun({in, _}, {C, M}) -> {C + 1, max(M, C + 1)}; ({out, _}, {C, M}) -> {C - 1, M} end, {0, 0}, Events),
    io:format("~p ~p~n", [Max =< 3, length(Events)]).

p(S) -> S ! {p, self()}, receive {S, ok} -> ok end.
v(S) -> S ! v.

sem(0, W) -> receive v -> wake(W) end;
sem(N, []) -> receive {p, P} -> P ! {self(), ok}, sem(N - 1, []); v -> sem(N + 1, []) end;
sem(N, [P | W]) -> P ! {self(), ok}, sem(N - 1, W).
wake([]) -> sem(1, []);
wake(W) -> sem(1, W).
