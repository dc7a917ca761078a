-module(stack_trace_whole).
-export([main/0]).

%% The whole trace as a process started with spawn_monitor and exit reasons show it.
main() ->
    [io:format("~p~n", [died(F)]) || F <- [
        fun() -> exit(catch_trace(fun() -> deep(2) end)) end,
        fun() -> exit(catch_trace(fun() -> binary_op(1, a) end)) end,
        fun() -> exit(catch_trace(fun() -> lists:nth(3, [a]) end)) end]].

died(F) ->
    {Pid, Ref} = spawn_monitor(F),
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

catch_trace(F) ->
    try F() catch C:R:S -> {C, R, [{M, N, A, proplist(L)} || {M, N, A, L} <- S, M =/= lists]} end.

proplist(L) -> [P || {K, _} = P <- L, K =:= line].

deep(0) -> erlang:error(zero);
deep(N) -> {deep(N - 1)}.

binary_op(A, B) ->
    C = A + B,
    {C}.
