#!/usr/bin/env escript
%% Records what the programs of this folder write on a real Erlang/OTP: NAME.erl gives NAME.out.
%%
%%     escript tests/programs/record.escript [OUTPUT-FOLDER]
%%
%% Each program is compiled where it lies and runs in an emulator of its own.
-mode(compile).

main([]) -> main([filename:dirname(escript:script_name())]);
main([Output]) ->
    Folder = filename:dirname(escript:script_name()),
    Beams = filename:absname(string:trim(os:cmd("mktemp -d"))),
    Out = filename:absname(Output),
    ok = file:set_cwd(Folder),
    Files = filelib:wildcard("*.erl"),
    Failed = [File || File <- Files, not record(filename:rootname(File), Beams, Out)],
    os:cmd("rm -r " ++ Beams),
    io:format("~w recorded, ~w failed~n", [length(Files) - length(Failed), length(Failed)]),
    halt(case Failed of [] -> 0; _ -> 1 end).

record(Name, Beams, Out) ->
    case compile:file(Name, [{outdir, Beams}]) of
        {ok, _} ->
            Erl = filename:join([code:root_dir(), "bin", "erl"]),
            Run = "io:setopts([{encoding, unicode}])," ++ Name ++ ":main(),halt(0).",
            Port = open_port({spawn_executable, Erl},
                             [{args, ["-noshell", "-noinput", "-pa", Beams, "-eval", Run]},
                              {env, [{"LC_ALL", "C.UTF-8"}, {"ERL_CRASH_DUMP_BYTES", "0"}]}, exit_status, binary, stream]),
            {Status, Text} = collect(Port, []),
            ok = file:write_file(filename:join(Out, Name ++ ".out"), Text),
            Status =:= 0 orelse io:format("~s ended with status ~w:~n~ts", [Name, Status, Text]),
            Status =:= 0;
        Error ->
            io:format("~s: ~p~n", [Name, Error]),
            false
    end.

collect(Port, Text) ->
    receive
        {Port, {data, Data}} -> collect(Port, [Text, Data]);
        {Port, {exit_status, Status}} -> {Status, Text}
    after 60000 ->
        {os_pid, Pid} = erlang:port_info(Port, os_pid),
        os:cmd("kill -9 " ++ integer_to_list(Pid)),
        {timeout, Text}
    end.
