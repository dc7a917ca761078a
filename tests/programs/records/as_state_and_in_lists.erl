-module(as_state_and_in_lists).
-export([main/0]).

-record(task, {id, title, done = false, tags = []}).

main() ->
    Ts = [#task{id = I, title = T} || {I, T} <- [{1, "write"}, {2, "test"}, {3, "ship"}]],
    Ts2 = finish(2, tag(1, urgent, Ts)),
    io:format("~p~n", [Ts2]),
    io:format("~p~n", [[T#task.title || T <- Ts2, not T#task.done]]),
    io:format("~p~n", [lists:keyfind(2, #task.id, Ts2)]),
    io:format("~p~n", [[I || #task{id = I, tags = [_ | _]} <- Ts2]]),
    io:format("~p~n", [lists:sort(fun(A, B) -> A#task.title =< B#task.title end, Ts2)]).

finish(Id, Ts) -> [case T of #task{id = Id} -> T#task{done = true}; _ -> T end || T <- Ts].
tag(Id, Tag, Ts) -> [if T#task.id =:= Id -> T#task{tags = [Tag | T#task.tags]}; true -> T end || T <- Ts].
