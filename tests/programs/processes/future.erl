-module(future).
-export([main/0]).

main() ->
    F = future(fun() -> timer:sleep(10), 6 * 7 end),
    G = future(fun() -> exit(broken) end),
    H = future(fun() -> throw(thrown) end),
    io:format("~p~n", [[await(X) || X <- [F, G, H]]]),
    io:format("~p~n", [await(future(fun() -> timer:sleep(10000) end), 10)]).

future(F) -> spawn_monitor(fun() -> exit(try {value, F()} catch C:R -> {C, R} end) end).
await(F) -> await(F, 1000).
await({P, R}, T) -> receive {'DOWN', R, process, P, Result} -> Result after T -> exit(P, kill), demonitor(R, [flush]), timeout end.
