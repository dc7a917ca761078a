%% Loaded modules, as far as there are sources to load: there are no object files. A module has any number of
%% versions; all but the current one are old.
-module(code).

-export([all_available/0, all_loaded/0, atomic_load/1, change_module/1, delete/1, ensure_loaded/1, ensure_modules_loaded/1,
         get_mode/0, get_object_code/1, is_loaded/1, is_sticky/1, load_abs/1, load_binary/3, load_file/1,
         modified_modules/0, module_status/0, module_status/1, objfile_extension/0, purge/1, purge_module/1,
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

%% A file is named without its .erl.
load_abs(File) when is_list(File) -> call({load_path, File}).

ensure_loaded(Module) when is_atom(Module) ->
    case is_loaded(Module) =/= false orelse call({is_standard, Module}) of
        true -> {module, Module};
        false -> load_file(Module)
    end.

ensure_modules_loaded(Modules) when is_list(Modules) ->
    case [{M, Reason} || M <- lists:usort(Modules), {error, Reason} <- [ensure_loaded(M)]] of
        [] -> ok;
        Reasons -> {error, Reasons}
    end.

%% All of them become current in one moment, or none.
atomic_load(Modules) when is_list(Modules) ->
    case [M || M <- Modules, not is_atom(M)] of
        [] ->
            case Modules -- lists:usort(Modules) of
                [] -> call({load, Modules});
                Twice -> {error, [{M, duplicated} || M <- lists:usort(Twice)]}
            end;
        [{Module, _, _} | _] when is_atom(Module) ->
            no_object_code(Module, [Modules]);
        [{Module, {prepared, _, _}} | _] when is_atom(Module) ->
            no_object_code(Module, [Modules]);
        _ ->
            erlang:error(function_clause, [Modules])
    end.

%% There are no object files: source is what is loaded.
load_binary(Module, File, Binary)
  when is_atom(Module), (is_list(File) orelse is_atom(File)), is_binary(Binary) ->
    no_object_code(Module, [Module, File, Binary]).

no_object_code(Module, Args) -> erlang:error({not_supported, {object_code, Module}}, Args).

get_object_code(Module) when is_atom(Module) -> error.

is_loaded(Module) when is_atom(Module) -> call({is_loaded, Module}).

all_loaded() -> call(all_loaded).

%% Standard modules have no files.
all_available() -> call(all_available).

which(Module) when is_atom(Module) ->
    case is_loaded(Module) of
        {file, File} ->
            File;
        false ->
            case call({is_standard, Module}) of
                true -> preloaded;
                false -> non_existing
            end
    end.

%% A standard module is not loaded anew. It gives way to a person's module of its name.
is_sticky(Module) when is_atom(Module) -> call({is_standard, Module}).

get_mode() -> interactive.

objfile_extension() -> ".beam".

modified_modules() -> call(modified).

module_status() -> module_status([M || {M, _} <- all_loaded()]).

module_status(Modules) when is_list(Modules) -> [{M, module_status(M)} || M <- Modules];
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
