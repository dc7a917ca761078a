%% The prompt's commands. What they say about modules and processes comes from the program
%% (swerl_prompt:compile/2, module_table/0, process_table/1, name_table/0, pid/3, result/1, quit/0).
-module(c).

-export([c/1, c/2, flush/0, help/0, i/0, l/1, m/0, memory/0, memory/1, nl/1, pid/3, q/0, regs/0, v/1]).

c(File) -> compile(File).

c(File, _Options) -> compile(File).

l(Module) ->
    case compile(Module) of
        {ok, Loaded} -> {module, Loaded};
        Error -> Error
    end.

%% Modules have no second node to go to.
nl(_) -> abcast.

%% The answer comes as a message: a compilation must not hold up the scheduler.
compile(File) ->
    Reference = make_ref(),
    swerl_prompt:compile(Reference, File),
    receive {Reference, Answer} -> Answer end.

m() -> io:put_chars(swerl_prompt:module_table()).

i() ->
    Reference = make_ref(),
    swerl_prompt:process_table(Reference),
    receive {Reference, Table} -> io:put_chars(Table) end.

regs() -> io:put_chars(swerl_prompt:name_table()).

flush() ->
    receive
        Message ->
            io:format("Shell got ~p~n", [Message]),
            flush()
    after 0 -> ok
    end.

memory() -> erlang:memory().

memory(Kind) -> erlang:memory(Kind).

%% Only a process that lives is found.
pid(X, Y, Z) ->
    case swerl_prompt:pid(X, Y, Z) of
        none -> erlang:error(badarg, [X, Y, Z]);
        Pid -> Pid
    end.

q() -> swerl_prompt:quit().

v(Number) ->
    case swerl_prompt:result(Number) of
        {ok, Value} -> Value;
        none -> erlang:error(badarg, [Number])
    end.

help() ->
    io:put_chars(
        "b()        -- show the bound variables\n"
        "c(Mod)     -- compile and load a module if its text has changed\n"
        "e(N)       -- evaluate expression N again\n"
        "f()        -- forget all bound variables\n"
        "f(X)       -- forget variable X\n"
        "flush()    -- show and remove the messages of the prompt's process\n"
        "h()        -- show what has been typed\n"
        "help()     -- this text\n"
        "i()        -- show the processes, with the versions that they run\n"
        "l(Mod)     -- load a module if its text has changed\n"
        "m()        -- show the loaded modules and their versions\n"
        "memory()   -- memory by use\n"
        "pid(X,Y,Z) -- the pid <X.Y.Z>\n"
        "q()        -- leave; so does Ctrl-D\n"
        "regs()     -- show the registered names\n"
        "swap:versions(Mod), swap:diff(Mod), swap:rollback(Mod), swap:preview(Mod)\n"
        "           -- the versions of a module, what changed, back, what a save would mean\n"
        "swap:running(Pid), swap:why(Pid)\n"
        "           -- the versions that a process runs, and why not the current one\n"
        "v(N)       -- the value of expression N; v(-1) is the last one\n"
        "A saved file is loaded by itself. Ctrl-C stops a running expression.\n").
