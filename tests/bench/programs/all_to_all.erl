-module(all_to_all).
-export([run/0]).

run() ->
    Self = self(),
    Pids = start(700, Self),
    tell(Pids, Pids),
    finish(700).

start(0, _) -> [];
start(N, Parent) -> [spawn(fun() -> member(Parent) end) | start(N - 1, Parent)].

tell([], _) -> ok;
tell([Pid | Rest], All) -> Pid ! {all, All}, tell(Rest, All).

member(Parent) ->
    receive {all, All} -> ok end,
    Self = self(),
    [Pid ! {hello, Self} || Pid <- All],
    hear(700),
    Parent ! done.

hear(0) -> ok;
hear(N) -> receive {hello, _} -> hear(N - 1) end.

finish(0) -> ok;
finish(N) -> receive done -> finish(N - 1) end.
