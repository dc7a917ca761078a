%% Which arguments of a built-in function are wrong, and in which words: what erl_erts_errors and
%% erl_stdlib_errors say. A kind stands for what an argument has to be, and for the words where it is not.
-module(swerl_arguments).

-export([check/2, checks/2, in_range/1, numbered/1, options/2, or_else/2]).

%% A map from the number of an argument to words about it; what concerns all of them is under general.
numbered(Wrong) -> numbered(Wrong, 1, #{}).

numbered([], _, Map) -> Map;
numbered([ok | Rest], Number, Map) -> numbered(Rest, Number + 1, Map);
numbered([{general, Wrong} | Rest], Number, Map) -> numbered(Rest, Number, Map#{general => words(Wrong)});
numbered([Wrong | Rest], Number, Map) -> numbered(Rest, Number + 1, Map#{Number => words(Wrong)}).

%% For each kind and argument `ok` or what is wrong. `{always, Wrong}` is the answer for a function that
%% has no other way to fail.
checks([{always, Wrong} | Kinds], [_ | Args]) -> [Wrong | checks(Kinds, Args)];
checks([Kind | Kinds], [Arg | Args]) -> [check(Kind, Arg) | checks(Kinds, Args)];
checks(_, _) -> [].

%% `ok`, or what is wrong with an argument that has to be of a kind.
check(any, _) -> ok;
check(atom, X) when is_atom(X) -> ok;
check(base, X) when is_integer(X), X >= 2, X =< 36 -> ok;
check(binary, X) when is_binary(X) -> ok;
check(checksum, X) when is_integer(X) -> in_range(X >= 0 andalso X < 1 bsl 32);
check(checksum, _) -> integer;
check(endianness, X) when X =:= big; X =:= little -> ok;
check(some_binary, X) when is_binary(X), X =/= <<>> -> ok;
check(some_binary, <<>>) -> <<"a zero-sized binary is not allowed">>;
check(some_binary, X) -> check(whole_binary, X);
check(whole_binary, X) when is_binary(X) -> ok;
check(whole_binary, X) when is_bitstring(X) -> <<"is a bitstring (expected a binary)">>;
check(whole_binary, _) -> binary;
check({function, Arity}, X) when is_function(X, Arity) -> ok;
check(map_or_iterator, X) when is_map(X) -> ok;
check(map_or_iterator, X) ->
    try maps:next(X) of
        _ -> ok
    catch
        error:_ -> map_or_iterator
    end;
check(number, X) when is_number(X) -> ok;
check(pattern, X) ->
    try binary:match(<<"a">>, X) of
        _ -> ok
    catch
        error:badarg -> pattern
    end;
check(regexp, X) -> regexp(X);
check(characters, X) ->
    try unicode:characters_to_binary(X) of
        Text when is_binary(Text) -> ok;
        _ -> characters
    catch
        error:_ -> characters
    end;
check(character_encoding, X) ->
    try unicode:characters_to_binary(<<"a">>, X) of
        _ -> ok
    catch
        error:_ -> character_encoding
    end;
check(float, X) when is_float(X) -> ok;
check('fun', X) when is_function(X) -> ok;
check(integer, X) when is_integer(X) -> ok;
check(iodata, X) ->
    try iolist_size(X) of
        _ -> ok
    catch
        error:badarg -> iodata
    end;
check(map, X) when is_map(X) -> ok;
check(natural, X) when is_integer(X) -> in_range(X >= 0);
check(natural, _) -> integer;
check(pid, X) when is_pid(X) -> ok;
check(port, X) when is_port(X); is_atom(X) -> ok;
check(positive, X) when is_integer(X) -> in_range(X >= 1);
check(positive, _) -> integer;
check(proper_list, [_ | _] = X) ->
    try length(X) of
        _ -> ok
    catch
        error:badarg -> proper_list
    end;
check(proper_list, []) -> ok;
check(proper_list, _) -> list;
check(reference, X) when is_reference(X) -> ok;
check(tuple, X) when is_tuple(X) -> ok;
check(time_unit, X) ->
    try erlang:convert_time_unit(1, native, X) of
        _ -> ok
    catch
        error:_ -> time_unit
    end;
%% A list of options is never right where this is asked.
check(option_list, X) -> or_else(check(proper_list, X), option);
%% Neither is a text of something that is of the right type.
check({text_of, Kind, Wrong}, X) -> or_else(check(Kind, X), Wrong);
check({list_of, Wrong}, X) ->
    case check(proper_list, X) of
        ok -> Wrong;
        _ -> list
    end;
check(Kind, _) -> Kind.

regexp(X) ->
    try re:compile(X) of
        {ok, _} -> ok;
        {error, {Reason, Place}} -> regexp_error(Reason, Place)
    catch
        error:_ ->
            try re:run("", X) of
                _ -> ok
            catch
                error:_ -> regexp
            end
    end.

regexp_error(Reason, Place) ->
    Format = "could not parse regular expression~n~ts on character ~p",
    unicode:characters_to_binary(io_lib:format(Format, [Reason, Place])).

or_else(ok, Wrong) -> Wrong;
or_else(Wrong, _) -> Wrong.

in_range(true) -> ok;
in_range(false) -> range.

%% `ok`, or what is wrong with a list that may only have elements for which Known holds.
options(Options, Known) ->
    case check(proper_list, Options) of
        ok ->
            case lists:all(Known, Options) of
                true -> ok;
                false -> option
            end;
        Wrong ->
            Wrong
    end.

%% What is said of an argument that is not of a kind.
words(Words) when is_binary(Words) -> Words;
words(atom) -> <<"not an atom">>;
words(base) -> <<"not an integer in the range 2 through 36">>;
words(binary) -> <<"not a binary">>;
words(bitstring) -> <<"not a bitstring">>;
words(character_encoding) -> <<"not a valid encoding">>;
words(characters) -> <<"not valid character data (an iodata term)">>;
words({function, 1}) -> <<"not a fun that takes one argument">>;
words({function, 2}) -> <<"not a fun that takes two arguments">>;
words({function, 3}) -> <<"not a fun that takes three arguments">>;
words(dead_process) -> <<"the pid does not refer to an existing process">>;
words(destination) -> <<"invalid destination">>;
words(domain) -> <<"is outside the domain for this function">>;
words(encoding) -> <<"not one of the atoms: latin1, utf8, or unicode">>;
words(endianness) -> <<"must be 'big' or 'little'">>;
words(external_term) -> <<"invalid external representation of a term">>;
words(float) -> <<"not a float">>;
words(float_text) -> <<"not a textual representation of a float">>;
words('fun') -> <<"not a fun">>;
words(integer) -> <<"not an integer">>;
words(integer_text) -> <<"not a textual representation of an integer">>;
words(iodata) -> <<"not an iodata term">>;
words(iolist) -> <<"not an iolist term">>;
words(key_position) -> <<"the position is the same as the key position">>;
words(list) -> <<"not a list">>;
words(map) -> <<"not a map">>;
words(map_or_iterator) -> <<"not a map or an iterator">>;
words(missing_atom) -> <<"not an already existing atom">>;
words(nonempty_list) -> <<"not a nonempty list">>;
words(match_spec) -> <<"not a valid match specification">>;
words(no_integer) -> <<"the value in the given position, in the object, is not an integer">>;
words(no_key) -> <<"not a key that exists in the table">>;
words(number) -> <<"not a number">>;
words(objects) -> <<"not a non-empty tuple or a list of non-empty tuples">>;
words(options) -> <<"invalid options">>;
words(option) -> <<"invalid option in list">>;
words(pattern) -> <<"not a valid pattern">>;
words(pid) -> <<"not a pid">>;
words(pid_text) -> <<"not a textual representation of a pid">>;
words(port) -> <<"not a port">>;
words(port_text) -> <<"not a textual representation of a port">>;
words(proper_list) -> <<"not a proper list">>;
words(range) -> <<"out of range">>;
words(reference) -> <<"not a reference">>;
words(reference_text) -> <<"not a textual representation of a reference">>;
words(regexp) -> <<"neither an iodata term nor a compiled regular expression">>;
words(status) -> <<"invalid status">>;
words(table_name) -> <<"invalid table name (must be an atom)">>;
words(taken) -> <<"table name already exists">>;
words(text) -> <<"not a list of characters">>;
words(time_unit) -> <<"invalid time unit">>;
words(tuple) -> <<"not a tuple">>;
words(unsafe_external_term) -> <<"invalid or unsafe external representation of a term">>;
words(utf8) -> <<"invalid UTF8 encoding">>.
