-module(nocatch).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    [io:format("~p~n", [die(F)]) || F <- [
        fun() -> throw(ball) end, fun() -> exit(shutdown) end, fun() -> exit({shutdown, x}) end]].

die(F) ->
    P = spawn_link(fun() -> catch_report(F) end),
    receive {'EXIT', P, R} -> R end.

%% As the uncaught throw would end the process, without the report.
catch_report(F) ->
    try F() catch throw:T -> exit({{nocatch, T}, stack}) end.
