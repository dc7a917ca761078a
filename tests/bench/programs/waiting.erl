-module(waiting).
-export([run/0]).

%% 150,000 processes that wait, then all are woken.
run() ->
    Self = self(),
    Pids = start(150000, Self),
    wake(Pids),
    answers(150000).

start(0, _) -> [];
start(N, Parent) -> [spawn(fun() -> wait(Parent) end) | start(N - 1, Parent)].

wait(Parent) ->
    receive go -> Parent ! done end.

wake([]) -> ok;
wake([Pid | Rest]) -> Pid ! go, wake(Rest).

answers(0) -> ok;
answers(N) -> receive done -> answers(N - 1) end.
