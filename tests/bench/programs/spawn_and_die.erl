-module(spawn_and_die).
-export([run/0]).

run() -> spawns(500000).

spawns(0) -> ok;
spawns(N) ->
    Self = self(),
    spawn(fun() -> Self ! done end),
    receive done -> spawns(N - 1) end.
