#!/usr/bin/env escript
%% Writes what OTP answers to random programs: NAME.erl gives NAME.out beside it.
-mode(compile).

main(Programs) ->
    logger:set_primary_config(level, none),
    lists:foreach(fun answer/1, Programs).

answer(Program) ->
    {ok, Module, Code} = compile:file(Program, [binary]),
    {module, Module} = code:load_binary(Module, Program, Code),
    {ok, Device} = file:open(filename:rootname(Program) ++ ".out", [write, {encoding, utf8}]),
    {Pid, Monitor} = spawn_monitor(fun() -> group_leader(Device, self()), Module:main() end),
    receive {'DOWN', Monitor, process, Pid, normal} -> ok end,
    file:close(Device),
    code:delete(Module),
    code:purge(Module).
