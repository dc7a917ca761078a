%% The process that evaluates expressions, and the one that makes another when it dies. The program has
%% the functions that this rests on: swerl_prompt:next/0, done/1, raised/4, started/1, ended/2.
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
            swerl_prompt:raised(Class, Reason, Stack, explanation(Class, Reason, Stack)),
            exit(exit_reason(Class, Reason, Stack))
    end.

%% What linked processes are told.
exit_reason(error, Reason, Stack) -> {Reason, Stack};
exit_reason(throw, Value, Stack) -> {{nocatch, Value}, Stack};
exit_reason(exit, Reason, _) -> Reason.

%% Words of the module that the error_info of the innermost place names: {Reason, Arguments}, both as texts,
%% the first one empty where the reason speaks for itself.
explanation(error, Reason, [{Module, _, Args, Info} | _] = Stack) when is_list(Args), is_list(Info) ->
    case lists:keyfind(error_info, 1, Info) of
        {error_info, #{} = ErrorInfo} ->
            Explaining = maps:get(module, ErrorInfo, Module),
            Function = maps:get(function, ErrorInfo, format_error),
            %% What is asked may be anybody's code.
            try Explaining:Function(Reason, Stack) of
                Words -> {text(maps:get(reason, Words, [])), about_arguments(Words, length(Args))}
            catch
                _:_ -> {[], []}
            end;
        _ ->
            {[], []}
    end;
explanation(_, _, _) ->
    {[], []}.

about_arguments(Words, Count) ->
    Numbered = [
        about(io_lib:format("*** argument ~w: ", [Number]), maps:get(Number, Words))
     || Number <- lists:seq(1, Count), is_map_key(Number, Words)
    ],
    General = [about("*** ", maps:get(general, Words)) || is_map_key(general, Words)],
    lists:append(lists:join("\n", Numbered ++ General)).

%% Further lines stand under the first.
about(Start, Words) ->
    Lines = string:split(text([Start, Words]), "\n", all),
    Indent = lists:duplicate(8, $\s),
    Further = lists:duplicate(8 + length(lists:flatten(Start)), $\s),
    lists:append([Indent, hd(Lines) | ["\n" ++ Further ++ Line || Line <- tl(Lines)]]).

text(Words) ->
    case unicode:characters_to_list(Words) of
        Text when is_list(Text) -> Text;
        _ -> []
    end.
