#!/usr/bin/env escript
%% Records what the programs below this folder write on a real Erlang/OTP: FOLDER/NAME.erl gives FOLDER/NAME.out.
%%
%%     escript tests/programs/record.escript [OUTPUT-FOLDER]
%%
%% Each program is compiled where it lies and runs in a process of its own, whose group leader keeps what is written;
%% one emulator runs them all. What a program leaves behind is ended before the next one starts.
-mode(compile).

-define(LIMIT, 60000).

main([]) -> main([filename:dirname(escript:script_name())]);
main([Output]) ->
    logger:set_primary_config(level, none),
    Folder = filename:absname(filename:dirname(escript:script_name())),
    Out = filename:absname(Output),
    Programs = filelib:wildcard("**/*.erl", Folder),
    Failed = [Program || Program <- Programs, not record(Folder, filename:rootname(Program), Out)],
    io:format("~w recorded, ~w failed~n", [length(Programs) - length(Failed), length(Failed)]),
    halt(case Failed of [] -> 0; _ -> 1 end).

record(Folder, Program, Out) ->
    ok = file:set_cwd(filename:join(Folder, filename:dirname(Program))),
    Name = filename:basename(Program),
    case compile:file(Name, [binary, return]) of
        {ok, Module, Code, _Warnings} ->
            {module, Module} = code:load_binary(Module, Name ++ ".erl", Code),
            {Reason, Text} = run(Module),
            code:delete(Module),
            code:purge(Module),
            File = filename:join(Out, Program ++ ".out"),
            ok = filelib:ensure_dir(File),
            ok = file:write_file(File, Text),
            Reason =:= normal orelse io:format("~s ended with ~p~n", [Program, Reason]),
            Reason =:= normal;
        Errors ->
            io:format("~s: ~p~n", [Program, Errors]),
            false
    end.

run(Module) ->
    Before = registered(),
    Leader = spawn(fun() -> leader([]) end),
    {Pid, Monitor} = spawn_monitor(fun() -> group_leader(Leader, self()), Module:main() end),
    Reason =
        receive {'DOWN', Monitor, process, Pid, Why} -> Why
        after ?LIMIT -> exit(Pid, kill), timeout
        end,
    Leader ! {written, self()},
    Text = receive {written, Leader, Written} -> Written end,
    [end_process(P) || P <- processes(), process_info(P, group_leader) =:= {group_leader, Leader}],
    [catch unregister(N) || N <- registered() -- Before, not lists:member(N, [timer_server])],
    end_process(Leader),
    {Reason, Text}.

end_process(P) ->
    Monitor = monitor(process, P),
    exit(P, kill),
    receive {'DOWN', Monitor, process, P, _} -> ok end.

%% The device that a program writes to: as standard output is in a UTF-8 locale, with nothing to read.
leader(Text) ->
    receive
        {io_request, From, ReplyAs, Request} ->
            {Reply, More} = request(Request),
            From ! {io_reply, ReplyAs, Reply},
            leader([Text, More]);
        {written, From} -> From ! {written, self(), Text}, leader(Text);
        _ -> leader(Text)
    end.

request({put_chars, Encoding, Text}) -> written(Encoding, Text);
request({put_chars, Encoding, M, F, A}) ->
    try apply(M, F, A) of Text -> written(Encoding, Text)
    catch _:_ -> {{error, F}, []}
    end;
request({requests, Requests}) ->
    lists:foldl(fun(R, {_, Text}) -> {Reply, More} = request(R), {Reply, [Text, More]} end, {ok, []}, Requests);
request(getopts) -> {[{binary, false}, {encoding, unicode}], []};
request({setopts, _}) -> {ok, []};
request({get_geometry, _}) -> {{error, enotsup}, []};
request(Request) when element(1, Request) =:= get_line; element(1, Request) =:= get_until; element(1, Request) =:= get_chars ->
    {eof, []};
request(_) -> {{error, request}, []}.

written(Encoding, Text) ->
    try unicode:characters_to_binary(Text, Encoding, unicode) of
        Binary when is_binary(Binary) -> {ok, Binary};
        _ -> {{error, put_chars}, []}
    catch error:badarg -> {{error, put_chars}, []}
    end.
