%% Which argument of a built-in function of module erlang was wrong, and in which way: what the prompt
%% shows below `called as`. For each function the table `expected/1` says what each argument has to be.
-module(erl_erts_errors).

-export([format_error/2]).

-import(swerl_arguments, [check/2, checks/2, options/2, or_else/2, in_range/1]).

%% A map from the number of an argument to words about it.
format_error(Reason, [{Module, Function, Args, Info} | _]) when is_list(Args) ->
    Cause =
        case lists:keyfind(error_info, 1, Info) of
            {error_info, #{cause := Known}} -> Known;
            _ -> none
        end,
    case Module of
        erlang when Reason =/= system_limit -> swerl_arguments:numbered(wrong(Function, Args, Cause));
        _ -> #{}
    end;
format_error(_, _) ->
    #{}.

%% What is wrong with each argument, `ok` where nothing is. First the functions whose arguments depend on
%% each other; all others are in the table.
wrong(element, [Index, Tuple | _], _) -> [index(Index, Tuple), check(tuple, Tuple)];
wrong(setelement, Args, Cause) -> wrong(element, Args, Cause);
wrong(delete_element, Args, Cause) -> wrong(element, Args, Cause);
wrong(insert_element, Args, Cause) -> wrong(element, Args, Cause);
wrong(binary_part, [Binary, {Start, Length}], _) when is_integer(Start), is_integer(Length) ->
    case binary_part_of(Binary, Start, Length) of
        [First, ok, ok] -> [First];
        [First | _] -> [First, range]
    end;
wrong(binary_part, [Binary, _], _) -> [check(binary, Binary), <<"not a valid {Pos,Length} tuple">>];
wrong(binary_part, [Binary, Start, Length], _) -> binary_part_of(Binary, Start, Length);
wrong(binary_to_list, [Binary, Start, Stop], _) ->
    case checks([binary, positive, positive], [Binary, Start, Stop]) of
        [ok, ok, ok] when Start > Stop -> [ok, <<"start position greater than stop position">>];
        [ok, ok, ok] -> [ok, within(Start, Binary), within(Stop, Binary)];
        Wrong -> Wrong
    end;
wrong(split_binary, [Binary, Position], _) ->
    case checks([binary, natural], [Binary, Position]) of
        [ok, ok] -> [ok, within(Position, Binary)];
        Wrong -> Wrong
    end;
wrong(binary_to_atom, [Binary], Cause) -> wrong(binary_to_atom, [Binary, utf8], Cause);
wrong(binary_to_atom, [Binary, Encoding], _) -> atom_text(Binary, Encoding, ok);
wrong(binary_to_existing_atom, [Binary], Cause) -> wrong(binary_to_existing_atom, [Binary, utf8], Cause);
wrong(binary_to_existing_atom, [Binary, Encoding], _) -> atom_text(Binary, Encoding, missing_atom);
wrong(atom_to_binary, [Atom, Encoding], _) ->
    First =
        if
            not is_atom(Atom) -> atom;
            Encoding =:= latin1 -> <<"contains a character not expressible in latin1">>;
            true -> ok
        end,
    Known = lists:member(Encoding, [latin1, unicode, utf8]),
    [First, if Known -> ok; true -> <<"is an invalid encoding option">> end];
wrong(binary_to_integer, [Binary, Base], _) -> number_text({binary, Binary}, Base);
wrong(list_to_integer, [List, Base], _) -> number_text({list, List}, Base);
wrong(binary_to_term, [Binary, Options], _) ->
    First = check(binary, Binary),
    case options(Options, fun(Option) -> Option =:= safe orelse Option =:= used end) of
        ok when First =/= ok -> [First];
        ok ->
            case lists:member(safe, Options) of
                true -> [unsafe_external_term];
                false -> [external_term]
            end;
        Wrong -> [First, Wrong]
    end;
wrong(list_to_existing_atom, [List], _) ->
    case is_text(List) of
        true -> [missing_atom];
        false -> [or_else(check(proper_list, List), text)]
    end;
wrong(link, [Pid], _) when is_pid(Pid) -> [dead_process];
wrong(map_get, [_, Map], _) when is_map(Map) -> [<<"not present in map">>];
wrong(is_function, [_, Arity], _) when is_integer(Arity) -> [ok, range];
wrong(is_function, [_, _], _) -> [ok, integer];
wrong(fun_info, [Fun, _], _) when is_function(Fun) -> [ok, <<"invalid item">>];
wrong(fun_info, [_, _], _) -> ['fun'];
wrong(memory, [Options], _) ->
    case check(proper_list, Options) of
        ok -> [option];
        _ when is_atom(Options) -> [<<"invalid memory type option">>];
        _ -> [<<"not an atom or a list of atoms">>]
    end;
wrong(monitor, [process, Item], _) -> [ok, check(pid, Item)];
wrong(monitor, [port, Item], _) -> [ok, check(port, Item)];
wrong(monitor, [Type, Item, Options], Cause) ->
    case check(proper_list, Options) of
        ok -> wrong(monitor, [Type, Item], Cause);
        Wrong -> [ok, hd(tl(wrong(monitor, [process, Item], Cause))), Wrong]
    end;
wrong(monitor, [_, _], _) -> [<<"invalid monitor type">>];
%% The range is counted as the first argument.
wrong(phash, [_, Range], _) -> [check(positive, Range)];
wrong(phash2, [_, Range], _) -> [check(positive, Range)];
wrong(process_info, [Pid, _], _) when is_pid(Pid) -> [ok, <<"invalid item or item list">>];
wrong(process_info, [_, _], _) -> [pid];
wrong(process_flag, [Flag, _], _) ->
    case lists:member(Flag, process_flags()) of
        true -> [ok, <<"invalid value for this process flag">>];
        false -> [<<"invalid process flag">>]
    end;
wrong(register, [Name, Pid], Cause) -> registration(Name, Pid, Cause);
wrong(send_after, Args, Cause) -> wrong(start_timer, Args, Cause);
wrong(start_timer, [Time, Process | Options], _) ->
    Second =
        if
            is_pid(Process); is_atom(Process) -> ok;
            true -> <<"not a pid or an atom">>
        end,
    First =
        case check(natural, Time) of
            ok when Time >= 1 bsl 60 -> <<"exceeds the maximum supported time value">>;
            Checked -> Checked
        end,
    Wrong = [First, Second],
    case Options of
        %% What is said of the options counts them as the third argument.
        [_, List] -> Wrong ++ [options(List, fun is_timer_option/1)];
        _ -> Wrong
    end;
wrong(send, [_, _, Options], _) ->
    case options(Options, fun(Option) -> Option =:= nosuspend orelse Option =:= noconnect end) of
        ok -> [destination];
        Wrong -> [ok, ok, Wrong]
    end;
wrong(system_flag, [_, _], _) -> [<<"invalid system flag">>];
wrong(spawn_opt, [Fun, Options], _) -> spawn_options(checks(['fun'], [Fun]), Options);
wrong(spawn_opt, [M, F, A, Options], _) -> spawn_options(checks([atom, atom, proper_list], [M, F, A]), Options);
wrong(cancel_timer, [Ref, Options], _) -> with_options(check(reference, Ref), Options);
wrong(read_timer, [Ref, Options], _) -> with_options(check(reference, Ref), Options);
wrong(demonitor, [Ref, Options], _) -> with_options(check(reference, Ref), Options);
wrong(float_to_list, [Float, Options], _) -> with_options(check(float, Float), Options);
wrong(float_to_binary, [Float, Options], _) -> with_options(check(float, Float), Options);
wrong(make_tuple, [Arity, _, List], _) ->
    case with_options(check(natural, Arity), List) of
        [First, Second] -> [First, ok, Second]
    end;
wrong(list_to_tuple, [_], _) -> [list];
wrong(Function, Args, _) -> checks(expected({Function, length(Args)}), Args).

expected({abs, 1}) -> [{always, number}];
expected({adler32, 1}) -> [{always, iodata}];
expected({adler32, 2}) -> [checksum, iodata];
expected({adler32_combine, 3}) -> [checksum, checksum, natural];
expected({alias, 1}) -> [option_list];
expected({append, 2}) -> [{always, list}];
expected({append_element, 2}) -> [{always, tuple}];
expected({apply, 3}) -> [atom, atom, proper_list];
expected({atom_to_binary, 1}) -> [{always, atom}];
expected({atom_to_list, 1}) -> [{always, atom}];
expected({binary_to_float, 1}) -> [{text_of, binary, float_text}];
expected({binary_to_integer, 1}) -> [{text_of, binary, integer_text}];
expected({binary_to_list, 1}) -> [{always, binary}];
expected({binary_to_term, 1}) -> [{text_of, binary, external_term}];
expected({bit_size, 1}) -> [{always, bitstring}];
expected({bitstring_to_list, 1}) -> [{always, bitstring}];
expected({bump_reductions, 1}) -> [natural];
expected({byte_size, 1}) -> [{always, bitstring}];
expected({cancel_timer, 1}) -> [{always, reference}];
expected({ceil, 1}) -> [{always, number}];
expected({check_old_code, 1}) -> [{always, atom}];
expected({check_process_code, _}) -> [pid, atom];
expected({convert_time_unit, 3}) -> [integer, time_unit, time_unit];
expected({crc32, Arity}) -> expected({adler32, Arity});
expected({crc32_combine, Arity}) -> expected({adler32_combine, Arity});
expected({delete_module, 1}) -> [{always, atom}];
expected({demonitor, 1}) -> [{always, reference}];
expected({exit, 2}) -> [{always, pid}];
expected({external_size, 2}) -> [any, option_list];
expected({float, 1}) -> [{always, number}];
expected({float_to_binary, 1}) -> [{always, float}];
expected({float_to_list, 1}) -> [{always, float}];
expected({floor, 1}) -> [{always, number}];
expected({fun_info, 1}) -> [{always, 'fun'}];
expected({fun_to_list, 1}) -> [{always, 'fun'}];
expected({function_exported, 3}) -> [atom, atom, natural];
expected({garbage_collect, _}) -> [pid];
expected({group_leader, 2}) -> [pid, pid];
expected({halt, _}) -> [{always, status}];
expected({hd, 1}) -> [{always, nonempty_list}];
expected({hibernate, 3}) -> [atom, atom, proper_list];
expected({integer_to_binary, Arity}) -> expected({integer_to_list, Arity});
expected({integer_to_list, 1}) -> [{always, integer}];
expected({integer_to_list, 2}) -> [integer, base];
expected({iolist_size, 1}) -> [{always, iodata}];
expected({iolist_to_binary, 1}) -> [{always, iodata}];
expected({iolist_to_iovec, 1}) -> [{always, iodata}];
expected({is_builtin, 3}) -> [atom, atom, natural];
expected({is_map_key, 2}) -> [any, map];
expected({is_process_alive, 1}) -> [{always, pid}];
expected({is_record, 2}) -> [{always, atom}];
expected({is_record, 3}) -> [any, atom, integer];
expected({length, 1}) -> [{always, list}];
expected({link, 1}) -> [{always, pid}];
expected({list_to_atom, 1}) -> [{text_of, proper_list, text}];
expected({list_to_binary, 1}) -> [{always, iolist}];
expected({list_to_bitstring, 1}) -> [{always, <<"not a bitstring list">>}];
expected({list_to_float, 1}) -> [{list_of, float_text}];
expected({list_to_integer, 1}) -> [{list_of, integer_text}];
expected({list_to_pid, 1}) -> [{list_of, pid_text}];
expected({list_to_port, 1}) -> [{list_of, port_text}];
expected({list_to_ref, 1}) -> [{list_of, reference_text}];
expected({make_fun, 3}) -> [atom, atom, natural];
expected({make_tuple, 2}) -> [{always, range}];
expected({map_get, 2}) -> [any, map];
expected({map_size, 1}) -> [{always, map}];
expected({md5, 1}) -> [{always, iodata}];
expected({module_loaded, 1}) -> [{always, atom}];
expected({monotonic_time, 1}) -> [{always, time_unit}];
expected({node, 1}) -> [{always, pid}];
expected({pid_to_list, 1}) -> [{always, pid}];
expected({port_to_list, 1}) -> [{always, port}];
expected({posixtime_to_universaltime, 1}) -> [{always, integer}];
expected({process_info, 1}) -> [pid];
expected({purge_module, 1}) -> [atom];
expected({read_timer, 1}) -> [{always, reference}];
expected({ref_to_list, 1}) -> [{always, reference}];
expected({round, 1}) -> [{always, number}];
expected({send, _}) -> [{always, destination}];
expected({size, 1}) -> [{always, <<"not tuple or binary">>}];
expected({Spawn, Arity}) when Spawn =:= spawn; Spawn =:= spawn_link; Spawn =:= spawn_monitor ->
    case Arity of
        1 -> [{always, 'fun'}];
        2 -> [atom, 'fun'];
        3 -> [atom, atom, proper_list];
        _ -> [atom, atom, atom, proper_list]
    end;
expected({statistics, 1}) -> [{always, <<"invalid statistics item">>}];
expected({subtract, 2}) -> [proper_list, proper_list];
expected({system_info, 1}) -> [{always, <<"invalid system info item">>}];
expected({system_time, 1}) -> [{always, time_unit}];
expected({term_to_binary, 2}) -> [any, option_list];
expected({term_to_iovec, 2}) -> [any, option_list];
expected({time_offset, 1}) -> [{always, time_unit}];
expected({tl, 1}) -> [{always, nonempty_list}];
expected({trunc, 1}) -> [{always, number}];
expected({tuple_size, 1}) -> [{always, tuple}];
expected({tuple_to_list, 1}) -> [{always, tuple}];
expected({unalias, 1}) -> [{always, reference}];
expected({unique_integer, 1}) -> [{text_of, proper_list, <<"invalid modifier">>}];
expected({universaltime_to_localtime, 1}) -> [{always, <<"not a valid universal time">>}];
expected({universaltime_to_posixtime, 1}) -> [{always, <<"not a valid universal time">>}];
expected({unlink, 1}) -> [{always, pid}];
expected({unregister, 1}) -> [{always, pid}];
expected({whereis, 1}) -> [{always, atom}];
expected(_) -> [].

within(Position, Binary) -> in_range(Position =< byte_size(Binary)).

index(Index, Tuple) when is_integer(Index) ->
    if
        Index =< 0; Index > tuple_size(Tuple) -> range;
        true -> ok
    end;
index(_, _) -> integer.

binary_part_of(Binary, Start, Length) ->
    case checks([binary, natural, integer], [Binary, Start, Length]) of
        [ok, ok, ok] ->
            case within(Start, Binary) of
                ok -> [ok, ok, range];
                Wrong -> [ok, Wrong]
            end;
        Wrong ->
            Wrong
    end.

number_text({Kind, Text}, Base) ->
    Type = case Kind of binary -> binary; list -> proper_list end,
    case check(base, Base) of
        ok -> [or_else(check(Type, Text), integer_text)];
        Wrong -> [check(Type, Text), Wrong]
    end.

atom_text(Binary, latin1, Wrong) -> [or_else(check(binary, Binary), Wrong)];
atom_text(Binary, Encoding, _) when Encoding =:= utf8; Encoding =:= unicode ->
    case is_binary(Binary) andalso unicode:characters_to_list(Binary, utf8) of
        false -> [binary];
        Text when is_list(Text) -> [missing_atom];
        _ -> [utf8]
    end;
atom_text(Binary, _, _) -> [check(binary, Binary), encoding].

is_text([Character | Rest]) ->
    try <<Character/utf8>> of
        _ -> is_text(Rest)
    catch
        error:badarg -> false
    end;
is_text(Rest) ->
    Rest =:= [].

with_options(ok, Options) -> [ok, or_else(check(proper_list, Options), option)];
with_options(Wrong, Options) -> [Wrong, check(proper_list, Options)].

is_timer_option({abs, Value}) -> is_boolean(Value);
is_timer_option(_) -> false.

spawn_options(Wrong, Options) ->
    case options(Options, fun is_spawn_option/1) of
        option -> Wrong ++ [<<"invalid spawn option">>];
        Other -> Wrong ++ [Other]
    end.

is_spawn_option(Option) when Option =:= link; Option =:= monitor -> true;
is_spawn_option({monitor, Options}) -> is_list(Options);
is_spawn_option({priority, Level}) -> lists:member(Level, [low, normal, high, max]);
is_spawn_option({message_queue_data, Where}) -> Where =:= on_heap orelse Where =:= off_heap;
is_spawn_option({max_heap_size, Size}) -> is_map(Size) orelse check(natural, Size) =:= ok;
is_spawn_option({Name, Number}) ->
    lists:member(Name, [fullsweep_after, min_heap_size, min_bin_vheap_size]) andalso check(natural, Number) =:= ok;
is_spawn_option(_) ->
    false.

registration(_, _, registered_name) -> [ok, <<"this process or port already has a name">>];
registration(_, _, notalive) -> [ok, dead_process];
registration(Name, Pid, _) ->
    First =
        if
            Name =:= undefined -> <<"'undefined' is not a valid name">>;
            true -> check(atom, Name)
        end,
    Second =
        if
            is_pid(Pid); is_port(Pid) -> ok;
            true -> <<"not a pid or port">>
        end,
    case [First, Second] of
        [ok, ok] -> registered(Name, Pid);
        Wrong -> Wrong
    end.

registered(Name, Pid) ->
    Taken = whereis(Name) =/= undefined,
    if
        Taken -> [<<"name is in use">>];
        true ->
            case is_pid(Pid) andalso is_process_alive(Pid) of
                true -> [ok, <<"this process or port already has a name">>];
                false -> [ok, dead_process]
            end
    end.

process_flags() ->
    [
        async_dist, error_handler, fullsweep_after, max_heap_size, message_queue_data, min_bin_vheap_size,
        min_heap_size, monitor_nodes, priority, save_calls, sensitive, trap_exit
    ].
