-module(barrier).
-export([main/0]).

main() ->
    Self = self(),
    B = spawn(fun() -> barrier(3, 3, []) end),
    [spawn(fun() -> B ! {arrive, self()}, receive go -> Self ! {through, N} end end) || N <- [1, 2, 3]],
    io:format("~p~n", [lists:sort([receive {through, N} -> N after 1000 -> stuck end || _ <- [1, 2, 3]])]),
    spawn(fun() -> B ! {arrive, self()}, receive go -> Self ! early end end),
    io:format("~p~n", [receive early -> early after 30 -> waits end]).

barrier(N, 1, Ps) -> receive {arrive, P} -> [Q ! go || Q <- [P | Ps]], barrier(N, N, []) end;
barrier(N, K, Ps) -> receive {arrive, P} -> barrier(N, K - 1, [P | Ps]) end.
