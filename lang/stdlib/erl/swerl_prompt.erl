%% The process that evaluates expressions, and the one that makes another when it dies. The program has
%% the functions that this rests on: swerl_prompt:next/0, done/1, raised/3, started/1, ended/2.
-module(swerl_prompt).

-export([evaluate/0, guard/0]).

guard() ->
    {Pid, Monitor} = spawn_monitor(swerl_prompt, evaluate, []),
    swerl_prompt:started(Pid),
    receive
        {'DOWN', Monitor, process, Pid, Reason} ->
            case swerl_prompt:ended(Pid, Reason) of
                true -> guard();
                false -> ok
            end
    end.

%% Bindings and results live outside the process, so that nothing of them is lost with it.
evaluate() ->
    {Fun, Args} = swerl_prompt:next(),
    try apply(Fun, Args) of
        Result ->
            swerl_prompt:done(Result),
            evaluate()
    catch
        Class:Reason:Stack ->
            swerl_prompt:raised(Class, Reason, Stack),
            exit(exit_reason(Class, Reason, Stack))
    end.

%% What linked processes are told.
exit_reason(error, Reason, Stack) -> {Reason, Stack};
exit_reason(throw, Value, Stack) -> {{nocatch, Value}, Stack};
exit_reason(exit, Reason, _) -> Reason.
