%% Loaded modules, as far as there are sources to load: there are no object files. A module has any number of
%% versions; all but the current one are old.
-module(code).

-export([all_loaded/0, atomic_load/1, change_module/1, delete/1, ensure_loaded/1, get_object_code/1,
         is_loaded/1, load_binary/3, load_file/1, modified_modules/0, module_status/1, purge/1, purge_module/1,
         soft_purge/1, which/1]).

%% Ends the processes that use old versions of the module; says whether there were any.
purge(Module) when is_atom(Module) -> call({purge, Module}).

%% Whether no process uses an old version.
soft_purge(Module) when is_atom(Module) -> call({soft_purge, Module}).

%% Makes the functions of the module undefined. Processes that run them run on.
delete(Module) when is_atom(Module) -> call({delete, Module}).

load_file(Module) when is_atom(Module) ->
    case call({load, [Module]}) of
        ok -> {module, Module};
        {error, [{Module, Reason}]} -> {error, Reason}
    end.

ensure_loaded(Module) when is_atom(Module) ->
    case is_loaded(Module) of
        false -> load_file(Module);
        _ -> {module, Module}
    end.

%% All of them become current in one moment, or none.
atomic_load(Modules) when is_list(Modules) ->
    case [M || M <- Modules, not is_atom(M)] of
        [] -> call({load, Modules});
        [Other | _] -> erlang:error({not_supported, {object_code, element(1, Other)}}, [Modules])
    end.

load_binary(Module, File, _Binary) ->
    erlang:error({not_supported, {object_code, Module}}, [Module, File, '...']).

get_object_code(Module) when is_atom(Module) -> error.

is_loaded(Module) when is_atom(Module) -> call({is_loaded, Module}).

all_loaded() -> call(all_loaded).

which(Module) when is_atom(Module) ->
    case is_loaded(Module) of
        {file, File} -> File;
        false -> non_existing
    end.

modified_modules() -> call(modified).

module_status(Module) when is_atom(Module) ->
    case is_loaded(Module) of
        false -> not_loaded;
        _ ->
            case lists:member(Module, modified_modules()) of
                true -> modified;
                false -> loaded
            end
    end.

%% Two names that are passed on and that there never were.
change_module(Module) -> no_such(change_module, Module, "code:load_file/1 or c/1 loads a module").

purge_module(Module) -> no_such(purge_module, Module, "code:purge/1 ends what runs old code").

no_such(Function, Module, Hint) ->
    io:put_chars(["code:", atom_to_list(Function), "/1 does not exist: ", Hint, $\n]),
    erlang:raise(error, undef, [{code, Function, [Module], []}]).

call(Request) when is_atom(Request) -> call({Request});
call(Request) ->
    Reference = make_ref(),
    ok = swap:ask(Reference, Request),
    receive {Reference, Answer} -> Answer end.
