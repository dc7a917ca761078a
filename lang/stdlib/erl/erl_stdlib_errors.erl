%% Which argument of a function of the standard modules was wrong, and in which way: what the prompt shows
%% below `called as`. The cause that the functions of `ets` and `io` give with the error says what arguments
%% alone cannot say.
-module(erl_stdlib_errors).

-export([format_error/2]).

-import(swerl_arguments, [check/2, checks/2, or_else/2]).

%% A map from the number of an argument to words about it.
format_error(_, [{Module, Function, Args, Info} | _]) when is_list(Args) ->
    Cause =
        case lists:keyfind(error_info, 1, Info) of
            {error_info, #{cause := Known}} -> Known;
            _ -> none
        end,
    swerl_arguments:numbered(wrong(Module, Function, Args, Cause));
format_error(_, _) ->
    #{}.

wrong(binary, Function, Args, Cause) -> in_binary(Function, Args, Cause);
wrong(ets, Function, Args, Cause) -> in_ets(Function, Args, Cause);
wrong(io, Function, Args, Cause) -> in_io(Function, Args, Cause);
wrong(lists, Function, Args, _) -> in_lists(Function, Args);
wrong(maps, get, [_, Map], _) when is_map(Map) -> [<<"not present in map">>];
wrong(maps, Function, Args, _) -> checks(in_maps(Function, length(Args)), Args);
wrong(math, Function, Args, _) -> in_math(Function, Args);
wrong(re, Function, Args, Cause) -> in_re(Function, Args, Cause);
wrong(unicode, Function, Args, _) -> in_unicode(Function, Args);
wrong(_, _, _, _) -> [].

in_binary(at, Args, _) -> checks([whole_binary, natural], Args);
in_binary(bin_to_list, [Binary], _) -> [check(whole_binary, Binary)];
in_binary(bin_to_list, Args, Cause) -> in_binary(part, Args, Cause);
in_binary(compile_pattern, _, _) -> [pattern];
in_binary(copy, Args, _) -> checks([whole_binary, natural], Args);
in_binary(decode_hex, [Binary], _) when is_binary(Binary), byte_size(Binary) rem 2 =:= 1 ->
    [<<"must contain an even number of bytes">>];
in_binary(decode_unsigned, Args, _) -> checks([whole_binary, endianness], Args);
in_binary(encode_unsigned, Args, _) -> checks([natural, endianness], Args);
in_binary(first, Args, _) -> checks([some_binary], Args);
in_binary(last, Args, _) -> checks([some_binary], Args);
in_binary(list_to_bin, _, _) -> [iodata];
in_binary(longest_common_prefix, _, _) -> [<<"not a flat list of binaries">>];
in_binary(longest_common_suffix, _, _) -> [<<"not a flat list of binaries">>];
in_binary(match, [Binary, Pattern | Options], _) ->
    case {checks([whole_binary, pattern], [Binary, Pattern]), Options} of
        {[ok, ok], [[{scope, {Start, Length}}]]} when is_integer(Start), is_integer(Length) ->
            [ok, ok, <<"specified part is not wholly inside binary">>];
        {[ok, ok], [_]} -> [ok, ok, options];
        {Wrong, _} -> Wrong
    end;
in_binary(matches, Args, Cause) -> in_binary(match, Args, Cause);
in_binary(part, [Binary, {Start, Length}], Cause) when is_integer(Start), is_integer(Length) ->
    case in_binary(part, [Binary, Start, Length], Cause) of
        [First, ok, ok] -> [First];
        [First | _] -> [First, range]
    end;
in_binary(part, [Binary, _], _) -> [check(whole_binary, Binary), <<"not a valid {Pos,Length} tuple">>];
in_binary(part, [Binary, Start, Length], _) ->
    case checks([whole_binary, natural, integer], [Binary, Start, Length]) of
        [ok, ok, ok] when Start > byte_size(Binary) -> [ok, range];
        [ok, ok, ok] -> [ok, ok, range];
        Wrong -> Wrong
    end;
in_binary(replace, [Binary, Pattern, Replacement | Options], _) ->
    blame_options(checks([whole_binary, pattern, whole_binary], [Binary, Pattern, Replacement]), Options);
in_binary(split, [Binary, Pattern | Options], _) ->
    blame_options(checks([whole_binary, pattern], [Binary, Pattern]), Options);
in_binary(unhex, [Text], _) -> [<<Text/binary, " is not a valid hex">>];
in_binary(_, Args, _) -> checks([whole_binary], Args).

%% Options are wrong where nothing before them is.
blame_options(Wrong, []) -> Wrong;
blame_options(Wrong, [_]) ->
    case lists:all(fun(Each) -> Each =:= ok end, Wrong) of
        true -> Wrong ++ [options];
        false -> Wrong
    end.

in_lists(Find, Args) when Find =:= keyfind; Find =:= keymember; Find =:= keysearch ->
    checks([any, positive, proper_list], Args);
in_lists(member, Args) -> checks([any, proper_list], Args);
in_lists(reverse, Args) -> checks([proper_list], Args);
in_lists(seq, [First, Last, Step]) ->
    case checks([integer, integer, integer], [First, Last, Step]) of
        [ok, ok, ok] when Step =< 0, First - Step =< Last -> [ok, ok, <<"not a positive increment">>];
        [ok, ok, ok] -> [ok, ok, <<"not a negative increment">>];
        Wrong -> Wrong
    end;
in_lists(_, _) ->
    [].

in_maps(find, _) -> [any, {always, map}];
in_maps(fold, _) -> [{function, 3}, any, map_or_iterator];
in_maps(from_keys, _) -> [proper_list];
in_maps(from_list, _) -> [proper_list];
in_maps(get, _) -> [any, {always, map}];
in_maps(groups_from_list, 2) -> [{function, 1}, proper_list];
in_maps(groups_from_list, 3) -> [{function, 1}, {function, 1}, proper_list];
in_maps(intersect, _) -> [map, map];
in_maps(intersect_with, _) -> [{function, 3}, map, map];
in_maps(is_key, _) -> [any, {always, map}];
in_maps(merge, _) -> [map, map];
in_maps(merge_with, _) -> [{function, 3}, map, map];
in_maps(next, _) -> [{always, <<"not a valid iterator">>}];
in_maps(put, _) -> [any, any, {always, map}];
in_maps(remove, _) -> [any, {always, map}];
in_maps(take, _) -> [any, {always, map}];
in_maps(update, _) -> [any, any, {always, map}];
in_maps(update_with, 3) -> [any, {function, 1}, map];
in_maps(update_with, 4) -> [any, {function, 1}, any, map];
in_maps(with, _) -> [proper_list, map];
in_maps(without, _) -> [proper_list, map];
in_maps(Walk, 2) when Walk =:= filter; Walk =:= filtermap; Walk =:= foreach; Walk =:= map ->
    [{function, 2}, map_or_iterator];
in_maps(One, 1) when One =:= iterator; One =:= keys; One =:= size; One =:= to_list; One =:= values ->
    [{always, map}];
in_maps(_, _) ->
    [].

in_math(fmod, [X, Y]) when is_number(X), Y == 0 -> [ok, domain];
in_math(Function, [X]) ->
    Partial = [acos, acosh, asin, atanh, log, log2, log10, sqrt],
    case lists:member(Function, Partial) of
        true -> [or_else(check(number, X), domain)];
        false -> [check(number, X)]
    end;
in_math(_, Args) -> checks([number, number], Args).

in_re(compile, [_], _) -> [iodata];
in_re(compile, [Regexp | _], Cause) ->
    Wrong =
        case check(regexp, Regexp) of
            regexp -> iodata;
            Other -> Other
        end,
    with_cause([Wrong], Cause);
in_re(inspect, [Compiled, Item], _) ->
    Wrong =
        try re:inspect(Compiled, namelist) of
            _ -> ok
        catch
            error:_ -> <<"not a compiled regular expression">>
        end,
    case Wrong =:= ok orelse not is_atom(Item) of
        true -> [Wrong, <<"not a valid item">>];
        false -> [Wrong]
    end;
in_re(replace, Args, Cause) -> with_cause(checks([iodata, regexp, iodata], Args), Cause);
in_re(_, Args, Cause) -> with_cause(checks([iodata, regexp], Args), Cause).

with_cause(Wrong, badopt) -> Wrong ++ [options];
with_cause(Wrong, _) -> Wrong.

in_unicode(Convert, [Chars | Encodings]) when
    Convert =:= characters_to_binary, Encodings =/= [];
    Convert =:= characters_to_list, Encodings =/= []
->
    checks([characters, character_encoding, character_encoding], [Chars | Encodings]);
in_unicode(_, _) ->
    [characters].

%% What is wrong with the table stands in the cause.
in_ets(delete_object, [_, Object | _] = Args, Cause) -> [table(Args, Cause), object(Object)];
in_ets(give_away, [_, Pid, _] = Args, Cause) ->
    Table = table(Args, Cause),
    Second =
        case Cause of
            owner -> <<"the process is already the owner of the table">>;
            not_owner -> <<"the current process is not the owner">>;
            _ when not is_pid(Pid) -> pid;
            _ when Table =:= ok -> <<"the pid refers to a terminated process">>;
            _ -> ok
        end,
    [Table, Second];
in_ets(info, Args, Cause) -> second(<<"not a valid info item">>, Args, Cause);
in_ets(Insert, [_, Objects | _] = Args, Cause) when Insert =:= insert; Insert =:= insert_new ->
    case object(Objects) of
        tuple when is_list(Objects) -> [table(Args, Cause) | objects(Objects)];
        ok -> [table(Args, Cause)];
        Wrong -> [table(Args, Cause), Wrong]
    end;
in_ets(lookup_element, [_, _, Position] = Args, badkey) ->
    [table(Args, badkey), no_key, check(positive, Position)];
in_ets(lookup_element, [_, _, Position] = Args, Cause) ->
    case {table(Args, Cause), check(positive, Position)} of
        {ok, ok} -> [ok, ok, <<"position is greater than the size of the object">>];
        {Table, Wrong} -> [Table, ok, Wrong]
    end;
in_ets(Match, [_], _) when Match =:= match; Match =:= match_object; Match =:= select; Match =:= select_reverse ->
    [<<"invalid continuation">>];
in_ets(Match, [_, _, Limit] = Args, Cause) when Match =:= match; Match =:= match_object ->
    [table(Args, Cause), ok, check(positive, Limit)];
in_ets(match_spec_compile, [_], _) -> [match_spec];
in_ets(new, [Name, Options], Cause) ->
    case checks([atom, proper_list], [Name, Options]) of
        [ok, ok] when Cause =:= already_exists -> [taken, ok];
        [ok, ok] -> [ok, options];
        Wrong -> Wrong
    end;
in_ets(Step, Args, Cause) when Step =:= next; Step =:= prev -> second(no_key, Args, Cause);
in_ets(rename, [_, Name] = Args, Cause) ->
    Second = if is_atom(Name) -> ok; true -> table_name end,
    case [table(Args, Cause), Second] of
        [ok, ok] -> [ok, taken];
        Wrong -> Wrong
    end;
in_ets(safe_fixtable, Args, Cause) -> second(<<"not a boolean value">>, Args, Cause);
in_ets(Select, [_, Spec, Limit] = Args, Cause) when
    Select =:= select; Select =:= select_count; Select =:= select_reverse
->
    [table(Args, Cause), match_spec(Spec), check(positive, Limit)];
in_ets(Select, [_, _] = Args, Cause) when
    Select =:= select; Select =:= select_count; Select =:= select_delete; Select =:= select_replace;
    Select =:= select_reverse; Select =:= internal_select_delete
->
    second(match_spec, Args, Cause);
in_ets(setopts, Args, Cause) -> second(options, Args, Cause);
in_ets(slot, Args, Cause) -> second(range, Args, Cause);
in_ets(update_counter, [_, _, Update | Default] = Args, Cause) -> counter(table(Args, Cause), Update, Default, Cause);
in_ets(update_element, [_, _, Change] = Args, Cause) ->
    Table = table(Args, Cause),
    case is_change(Change) of
        _ when Cause =:= keypos -> [Table, ok, key_position];
        false -> [Table, ok, <<"is not a valid element specification">>];
        true when Table =:= ok -> [ok, ok, range];
        true -> [Table]
    end;
in_ets(whereis, _, _) -> [table_name];
in_ets(_, Args, Cause) -> [table(Args, Cause)].

second(Wrong, Args, Cause) ->
    case table(Args, Cause) of
        ok -> [ok, Wrong];
        Table -> [Table]
    end.

table([Table | _], type) when is_reference(Table) -> <<"not a valid table identifier">>;
table(_, type) -> <<"not an atom or a table identifier">>;
table(_, id) -> <<"the table identifier does not refer to an existing ETS table">>;
table(_, access) -> <<"the table identifier refers to an ETS table with insufficient access rights">>;
table(_, table_type) ->
    <<"the table identifier refers to an ETS table of a type not supported by this operation">>;
table(_, _) ->
    ok.

object(Object) when tuple_size(Object) > 0 -> ok;
object({}) -> <<"is an empty tuple">>;
object(_) -> tuple.

objects(Objects) ->
    try lists:all(fun(Object) -> tuple_size(Object) > 0 end, Objects) of
        true -> [];
        false -> [objects]
    catch
        _:_ -> [objects]
    end.

match_spec(Spec) ->
    try ets:is_compiled_ms(Spec) orelse ets:match_spec_compile(Spec) of
        _ -> ok
    catch
        error:_ -> match_spec
    end.

counter(ok, Update, [], badkey) -> [ok, no_key, update(Update)];
counter(Table, _, [_], _) when Table =/= ok -> [Table];
counter(ok, Update, [Default], badkey) -> [ok, no_key, update(Update), object(Default)];
counter(Table, _, [], keypos) -> [Table, ok, key_position];
counter(ok, _, [Default], keypos) -> [ok, ok, key_position, object(Default)];
counter(Table, _, _, position) ->
    [Table, ok, <<"the position in the update operation is out of range">>];
counter(Table, Update, [], Cause) ->
    case update(Update) of
        ok when Cause =:= none -> [Table, ok, no_integer];
        Wrong -> [Table, ok, Wrong]
    end;
counter(ok, Update, [Default], _) ->
    case [update(Update), object(Default)] of
        [ok, ok] -> [ok, ok, no_integer];
        Wrong -> [ok, ok | Wrong]
    end.

update(Updates) ->
    List = if is_list(Updates) -> Updates; true -> [Updates] end,
    case lists:all(fun is_update/1, List) of
        true -> ok;
        false -> <<"not a valid update operation">>
    end.

is_update({Position, Step}) -> is_integer(Position) andalso is_integer(Step);
is_update({Position, Step, Limit, Value}) -> lists:all(fun erlang:is_integer/1, [Position, Step, Limit, Value]);
is_update(Step) -> is_integer(Step).

is_change(Changes) when is_list(Changes) -> lists:all(fun is_one_change/1, Changes);
is_change(Change) -> is_one_change(Change).

is_one_change({Position, _}) -> is_integer(Position) andalso Position > 0;
is_one_change(_) -> false.

%% A device given first is argument 1; without one, what concerns it is said in general.
in_io(fwrite, Args, Cause) -> in_io(format, Args, Cause);
in_io(Function, Args, {io, Reason}) ->
    Wrong =
        case Reason of
            arguments -> <<"the device does not exist">>;
            calling_self -> <<"the device is not allowed to be the current process">>;
            terminated -> <<"the device has terminated">>
        end,
    case has_device(Function, Args) of
        true -> [Wrong];
        false -> [{general, Wrong}]
    end;
in_io(format, [_, Format, Args], _) -> [ok | format(Format, Args)];
in_io(format, [Format, Args], _) -> format(Format, Args);
in_io(format, [Format], _) -> format(Format, []);
in_io(put_chars, [_, Chars], _) -> [ok, check(characters, Chars)];
in_io(put_chars, [Chars], _) -> [check(characters, Chars)];
in_io(_, _, _) -> [].

has_device(format, Args) -> length(Args) =:= 3;
has_device(put_chars, Args) -> length(Args) >= 2;
has_device(nl, Args) -> Args =/= [];
has_device(write, Args) -> length(Args) =:= 2;
has_device(_, _) -> false.

format(Format, Args) ->
    case is_format(Format) of
        false ->
            Missing = (is_pid(Format) orelse is_atom(Format)) andalso is_format(Args),
            [
                <<"not a valid format string">>, check(proper_list, Args)
                | [{general, <<"possibly missing argument list">>} || Missing]
            ];
        true when not is_list(Args) -> [ok, list];
        true -> arguments(swerl_format:arguments(Format), Format, Args)
    end.

is_format(Format) when is_list(Format) ->
    try lists:all(fun erlang:is_integer/1, Format)
    catch
        _:_ -> false
    end;
is_format(Format) -> is_atom(Format) orelse is_binary(Format).

arguments({error, Words}, _, _) ->
    [unicode:characters_to_binary(["format string invalid (", Words, $)])];
arguments({ok, Types}, Format, Args) when length(Types) =/= length(Args) ->
    Missing = is_atom(Format),
    [<<"wrong number of arguments">> | [{general, <<"possibly missing argument list">>} || Missing]];
arguments({ok, Types}, _, Args) ->
    case typed(Types, Args, 1) of
        [] -> [<<"failed to format string">>];
        Wrong -> [ok, unicode:characters_to_binary(lists:join("\n", Wrong))]
    end.

typed([], [], _) -> [];
typed([Type | Types], [Arg | Args], Number) ->
    Rest = typed(Types, Args, Number + 1),
    Fits =
        case Type of
            term -> true;
            integer -> is_integer(Arg);
            float -> is_float(Arg);
            string -> is_atom(Arg) orelse is_binary(Arg) orelse (is_list(Arg) andalso is_text(Arg))
        end,
    case Fits of
        true -> Rest;
        false -> [io_lib:format("element ~B must be of type ~p", [Number, Type]) | Rest]
    end.

is_text(Text) ->
    try unicode:characters_to_binary(Text) of
        _ -> true
    catch
        _:_ -> false
    end.
