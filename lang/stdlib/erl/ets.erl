%% Tables. Most functions are built into the runtime; here stand those that are made of others.
-module(ets).

-export([file2tab/1, file2tab/2, foldl/3, foldr/3, from_dets/2, fun2ms/1, i/0, i/1, init_table/2,
         is_compiled_ms/1, match_spec_compile/1, match_spec_run/2, repair_continuation/2, tab2file/2,
         tab2file/3, tabfile_info/1, test_ms/2, to_dets/2]).

foldl(Fun, Acc, Table) ->
    First = first(Table, first, [Fun, Acc, Table], foldl),
    ets:safe_fixtable(Table, true),
    try
        fold(Table, next, First, Fun, Acc)
    after
        ets:safe_fixtable(Table, false)
    end.

foldr(Fun, Acc, Table) ->
    Last = first(Table, last, [Fun, Acc, Table], foldr),
    ets:safe_fixtable(Table, true),
    try
        fold(Table, prev, Last, Fun, Acc)
    after
        ets:safe_fixtable(Table, false)
    end.

first(Table, Which, Args, _) ->
    try
        ets:Which(Table)
    catch
        error:badarg -> erlang:error(badarg, Args)
    end.

fold(_, _, '$end_of_table', _, Acc) -> Acc;
fold(Table, Which, Key, Fun, Acc) ->
    fold(Table, Which, ets:info(Table, keypos), Key, ets:lookup(Table, Key), Fun, Acc).

fold(Table, next, Place, Key, Objects, Fun, Acc0) ->
    Acc = lists:foldl(Fun, Acc0, Objects),
    case swerl_ets:following(Table, Key, false) of
        [Object | _] = Next -> fold(Table, next, Place, element(Place, Object), Next, Fun, Acc);
        [] -> fold(Table, next, ets:next(Table, Key), Fun, Acc)
    end;
fold(Table, prev, Place, Key, Objects, Fun, Acc0) ->
    Acc = lists:foldr(Fun, Acc0, Objects),
    case swerl_ets:following(Table, Key, true) of
        [Object | _] = Next -> fold(Table, prev, Place, element(Place, Object), Next, Fun, Acc);
        [] -> fold(Table, prev, ets:prev(Table, Key), Fun, Acc)
    end.

%% A compiled match specification is the term that it was made of, under a tag.
match_spec_compile(Spec) ->
    case swerl_ets:is_spec(Spec) of
        true -> {'$compiled_match_spec', Spec};
        false -> erlang:error(badarg, [Spec])
    end.

is_compiled_ms({'$compiled_match_spec', _}) -> true;
is_compiled_ms(_) -> false.

match_spec_run(List, {'$compiled_match_spec', Spec}) when is_list(List) -> swerl_ets:run(List, Spec);
match_spec_run(List, Compiled) -> erlang:error(badarg, [List, Compiled]).

repair_continuation(Continuation, _Spec) -> Continuation.

test_ms(Object, [_ | _] = Spec) -> swerl_ets:test(Object, Spec);
test_ms(_, _) -> {error, [{error, "Match programs are not in a list."}]}.

fun2ms(Fun) when is_function(Fun) ->
    erlang:error({badarg, {ets, fun2ms,
                           [function, called, with, real, 'fun', should, be, transformed, with,
                            parse_transform, 'or', called, with, a, 'fun', generated, in, the, shell]}}).

init_table(Table, Fun) ->
    ets:delete_all_objects(Table),
    init(Fun(read), Table).

init(end_of_input, _) -> true;
init({Objects, Fun}, Table) when is_list(Objects), is_function(Fun, 1) ->
    ets:insert(Table, Objects),
    init(Fun(read), Table).

%% There are no disk tables.
from_dets(Table, Name) -> erlang:error(undef, [Table, Name]).

to_dets(Table, Name) -> erlang:error(undef, [Table, Name]).

i() ->
    io:format(" ~-15s ~-17s ~-6s ~-6s ~-6s ~s~n", ["id", "name", "type", "size", "mem", "owner"]),
    io:format(" ~s~n", [lists:duplicate(76, $-)]),
    lists:foreach(fun row/1, lists:sort(ets:all())).

row(Table) ->
    case ets:info(Table) of
        undefined -> ok;
        Info ->
            [Name, Type, Size, Memory, Owner] =
                [proplists:get_value(Key, Info) || Key <- [name, type, size, memory, owner]],
            io:format(" ~-15s ~-17s ~-6s ~-6w ~-6w ~s~n",
                      [short(Table, 15), short(Name, 17), short(Type, 6), Size, Memory, owner(Owner)])
    end.

short(Term, Width) ->
    Text = lists:flatten(io_lib:format("~tw", [Term])),
    case length(Text) > Width of
        true -> lists:sublist(Text, Width - 1) ++ "$";
        false -> Text
    end.

owner(Pid) ->
    case process_info(Pid, registered_name) of
        {registered_name, Name} -> atom_to_list(Name);
        _ -> pid_to_list(Pid)
    end.

i(Table) -> lists:foreach(fun(Object) -> io:format("~p~n", [Object]) end, ets:tab2list(Table)).

tab2file(Table, Name) -> tab2file(Table, Name, []).

%% A file of terms: what the table is, then its objects.
tab2file(Table, Name, _Options) ->
    case ets:info(Table) of
        undefined -> {error, badtab};
        Info ->
            Kept = [{Key, proplists:get_value(Key, Info)}
                    || Key <- [name, type, protection, named_table, keypos, size]],
            file:write_file(Name, term_to_binary({swerl_table, 1, Kept, ets:tab2list(Table)}))
    end.

file2tab(Name) -> file2tab(Name, []).

file2tab(Name, _Options) ->
    case file_contents(Name) of
        {ok, Info, Objects} ->
            [TableName, Type, Protection, Named, KeyPos] =
                [proplists:get_value(Key, Info) || Key <- [name, type, protection, named_table, keypos]],
            try ets:new(TableName, [Type, Protection, {keypos, KeyPos} | [named_table || Named]]) of
                Table ->
                    ets:insert(Table, Objects),
                    {ok, Table}
            catch
                error:badarg -> {error, cannot_create_table}
            end;
        Error -> Error
    end.

file_contents(Name) ->
    case file:read_file(Name) of
        {ok, Bytes} ->
            try binary_to_term(Bytes) of
                {swerl_table, 1, Info, Objects} -> {ok, Info, Objects};
                _ -> {error, badfile}
            catch
                error:_ -> {error, badfile}
            end;
        {error, Reason} -> {error, {read_error, {file_error, Name, Reason}}}
    end.

tabfile_info(Name) ->
    case file_contents(Name) of
        {ok, Info, _} -> {ok, Info};
        Error -> Error
    end.
