%% Versions of modules: what there is, who runs what and why, and the way back. What it says comes from the
%% program (swap:ask/2), as a message: nothing here holds up a scheduler.
-module(swap).

-export([diff/1, diff/2, diff/3, preview/1, rollback/1, rollback/2, running/1, subscribe/0, versions/1,
         why/1]).

%% The versions of a module, oldest first, a map each: version, current, time (microseconds since 1970),
%% digest of the text, functions changed, added and removed, bytes in memory (none: given back), processes, and
%% what keeps an old one in memory (kept_by: stack, fun, stack_trace, literal; of a process, timer, table, the prompt).
versions(Module) when is_atom(Module) -> call({versions, Module}).

%% Where a process is, innermost first: {Module, Version, {Function, Arity}, Line}.
running(Pid) when is_pid(Pid) -> call({running, Pid}).

%% Says why a process is on an old version, and what would move it.
why(Pid) when is_pid(Pid) ->
    lists:foreach(fun(Reason) -> io:put_chars([io_lib:write(Pid), " ", Reason, $\n]) end, call({why, Pid})).

%% Makes the version that was current before, or version V, current again: {ok, V} or {error, Why}.
rollback(Module) when is_atom(Module) -> call({rollback, Module}).

rollback(Module, V) when is_atom(Module), is_integer(V) -> call({rollback, Module, V}).

%% Shows what the current version changed; what it changed against V1; what V2 changed against V1.
diff(Module) when is_atom(Module) -> show(call({diff, Module, none, none})).

diff(Module, V1) when is_atom(Module), is_integer(V1) -> show(call({diff, Module, V1, none})).

diff(Module, V1, V2) when is_atom(Module), is_integer(V1), is_integer(V2) ->
    show(call({diff, Module, V1, V2})).

show({ok, Text}) -> io:put_chars(Text);
show(Error) -> Error.

%% Says what loading the module's file as it is now would mean, and loads nothing.
preview(Module) when is_atom(Module) ->
    lists:foreach(fun(Line) -> io:put_chars([Line, $\n]) end, call({preview, Module})).

%% From now on the calling process gets {swap, Event} for all that happens to modules and processes:
%%   {loaded, Module, Version, Before, Microseconds}    {rejected, Module, Errors}
%%   {switched, Pid, Module, From, To, Microseconds}    {rolled_back, Module, From, To}
%%   {drained, Module, Version, Bytes}
subscribe() -> call({subscribe, self()}).

call(Request) ->
    Reference = make_ref(),
    ok = swap:ask(Reference, Request),
    receive {Reference, Answer} -> Answer end.
