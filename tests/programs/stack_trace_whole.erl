-module(stack_trace_whole).
-export([main/0]).

%% The whole trace as a process started with spawn_monitor and exit reasons show it.
main() ->
    A = died(fun() -> exit(catch_trace(fun() -> deep(2, atom_to_list(yes)) end)) end),
    io:format("~p~n", [A]),
    B = died(fun() -> exit(catch_trace(fun() -> binary_op(1, a) end)) end),
    io:format("~p~n", [B]),
    C = died(fun() -> exit(catch_trace(fun() -> lists:nth(3, [a]) end)) end),
    io:format("~p~n", [C]).

died(F) ->
    {Pid, Ref} = spawn_monitor(F),
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

catch_trace(F) ->
    try F() catch C:R:S -> {C, R, [{M, N, A, proplist(L)} || {M, N, A, L} <- S, M =/= lists]} end.

proplist(L) -> [P || {K, _} = P <- L, K =:= line].

deep(0, "yes") -> erlang:error(zero);
deep(0, _) -> 0;
deep(N, Fail) -> {deep(N - 1, Fail)}.

binary_op(A, B) ->
    C = A + B,
    {C}.
