%% Text of terms. format/2,3 and print/2 of io_lib_pretty are built into the runtime.
-module(io_lib).

-export([build_text/1, build_text/2, chars_length/1, char_list/1, deep_char_list/1,
         deep_latin1_char_list/1, deep_unicode_char_list/1, format/1, format_prompt/1, format_prompt/2,
         fread/2, fread/3, fwrite/2, fwrite/3, indentation/2, latin1_char_list/1, limit_term/2, nl/0,
         print/1, print/4, printable_latin1_list/1, printable_list/1, printable_unicode_list/1,
         quote_atom/2, scan_format/2, unscan_format/1, write/1, write/2, write/3, write_atom/1,
         write_atom_as_latin1/1, write_binary/3, write_char/1, write_char_as_latin1/1,
         write_latin1_char/1, write_latin1_string/1, write_latin1_string/2, write_string/1,
         write_string/2, write_string_as_latin1/1, write_string_as_latin1/2, write_unicode_char/1,
         write_unicode_string/1]).

format(Format) -> io_lib:format(Format, []).

fwrite(Format, Args) ->
    try
        io_lib:format(Format, Args)
    catch
        error:_ -> erlang:error(badarg, [Format, Args])
    end.

fwrite(Format, Args, Options) ->
    try
        io_lib:format(Format, Args, Options)
    catch
        error:_ -> erlang:error(badarg, [Format, Args, Options])
    end.

fread(Format, String) -> io_lib_fread:fread(Format, String).

fread(Continuation, Characters, Format) -> io_lib_fread:fread(Continuation, Characters, Format).

nl() -> "\n".

print(Term) -> hd(io_lib:format("~p", [Term])).

print(Term, Column, LineLength, Depth) ->
    io_lib_pretty:print(Term, [{column, Column}, {line_length, LineLength}, {depth, Depth},
                               {encoding, latin1}]).

format_prompt(Prompt) -> format_prompt(Prompt, latin1).

format_prompt({format, Format, Args}, _) -> prompt(Format, Args);
format_prompt(Prompt, Encoding) when is_list(Prompt); is_atom(Prompt); is_binary(Prompt) ->
    prompt(if Encoding =:= latin1 -> "~s"; true -> "~ts" end, [Prompt]);
format_prompt(Prompt, Encoding) ->
    prompt(if Encoding =:= latin1 -> "~p"; true -> "~tp" end, [Prompt]).

prompt(Format, Args) ->
    try io_lib:format(Format, Args)
    catch _:_ -> "???"
    end.

write(Term) ->
    [Text] = io_lib:format("~w", [Term]),
    Text.

write(Term, Options) when is_list(Options) ->
    Depth = option(depth, Options, -1),
    Format = case option(encoding, Options, utf8) of
                 latin1 -> "~W";
                 _ -> "~tW"
             end,
    io_lib:format(Format, [Term, Depth], [{chars_limit, option(chars_limit, Options, -1)}]);
write(Term, Depth) ->
    [Text] = io_lib:format("~W", [Term, Depth]),
    Text.

write(Term, Depth, true) -> io_lib:format("~*.*P", [80, 1, Term, Depth]);
write(Term, Depth, false) -> write(Term, Depth).

option(Key, Options, Default) ->
    case lists:keyfind(Key, 1, Options) of
        {Key, Value} -> Value;
        _ -> Default
    end.

%% The text of a binary's first bytes as far as Limit and Depth go, and the bits that are left.
write_binary(Bits, Depth, Limit) ->
    {Text, Rest} = bytes(Bits, Depth, less(Limit, 4), []),
    {[$<, $<, lists:reverse(Text), $>, $>], Rest}.

bytes(<<>>, _, _, Text) -> {Text, <<>>};
bytes(Bits, Depth, Limit, Text) when Depth =:= 1; Limit =:= 0 -> {["..." | Text], Bits};
bytes(<<Byte>>, _, _, Text) -> {[integer_to_list(Byte) | Text], <<>>};
bytes(<<Byte, Rest/bitstring>>, Depth, Limit, Text) ->
    Number = integer_to_list(Byte),
    bytes(Rest, Depth - 1, less(Limit, length(Number) + 1), [$,, Number | Text]);
bytes(Bits, _, _, Text) ->
    Size = bit_size(Bits),
    <<Number:Size>> = Bits,
    {[integer_to_list(Size), $:, integer_to_list(Number) | Text], <<>>}.

%% A limit below 0 is none.
less(Limit, _) when Limit < 0 -> Limit;
less(Limit, Used) -> max(Limit - Used, 0).

write_atom(Atom) when is_atom(Atom) -> lists:flatten(io_lib:format("~tw", [Atom])).

write_atom_as_latin1(Atom) when is_atom(Atom) -> lists:flatten(io_lib:format("~w", [Atom])).

quote_atom(Atom, Name) ->
    case lists:flatten(io_lib:format("~tw", [Atom])) of
        [$' | _] -> true;
        _ -> Name =:= []
    end.

write_string(String) -> write_string(String, $").

write_string(String, Quote) -> [Quote | quoted(String, Quote, [Quote])].

write_unicode_string(String) -> write_string(String).

write_latin1_string(String) -> write_latin1_string(String, $").

write_latin1_string(String, Quote) -> [Quote | latin1(String, Quote)].

latin1([], Quote) -> [Quote];
latin1([C | Rest], Quote) when C =< 255 -> escaped(C, Quote, latin1(Rest, Quote)).

write_string_as_latin1(String) -> write_string_as_latin1(String, $").

write_string_as_latin1(String, Quote) -> [Quote | as_latin1(String, Quote, [Quote])].

as_latin1([], _, Tail) -> Tail;
as_latin1([C | Rest], Quote, Tail) when C > 255 ->
    "\\x{" ++ integer_to_list(C, 16) ++ "}" ++ as_latin1(Rest, Quote, Tail);
as_latin1([C | Rest], Quote, Tail) -> escaped(C, Quote, as_latin1(Rest, Quote, Tail)).

write_char($\s) -> "$\\s";
write_char(C) when is_integer(C) -> [$$ | escaped(C, -1, [])].

write_unicode_char(C) -> write_char(C).

write_latin1_char(C) when is_integer(C), C >= 0, C =< 255 -> write_char(C).

write_char_as_latin1(C) when is_integer(C), C >= 0, C =< 255 -> write_char(C);
write_char_as_latin1(C) when is_integer(C) -> "$\\x{" ++ integer_to_list(C, 16) ++ "}".

quoted([], _, Tail) -> Tail;
quoted([C | Rest], Quote, Tail) -> escaped(C, Quote, quoted(Rest, Quote, Tail)).

escaped(C, C, Tail) -> [$\\, C | Tail];
escaped($\\, _, Tail) -> [$\\, $\\ | Tail];
escaped($\n, _, Tail) -> [$\\, $n | Tail];
escaped($\r, _, Tail) -> [$\\, $r | Tail];
escaped($\t, _, Tail) -> [$\\, $t | Tail];
escaped($\v, _, Tail) -> [$\\, $v | Tail];
escaped($\b, _, Tail) -> [$\\, $b | Tail];
escaped($\f, _, Tail) -> [$\\, $f | Tail];
escaped($\e, _, Tail) -> [$\\, $e | Tail];
escaped($\d, _, Tail) -> [$\\, $d | Tail];
escaped(C, _, Tail) when C < $\s; C >= 127, C < 160 ->
    [$\\, $0 + C div 64, $0 + C div 8 rem 8, $0 + C rem 8 | Tail];
escaped(C, _, Tail) -> [C | Tail].

%% Bytes if it is a list of them, else what a reader sees as characters.
chars_length(Chars) ->
    try
        iolist_size(Chars)
    catch
        _:_ -> string:length(Chars)
    end.

%% The column after text that starts at a column.
indentation([$\n | Rest], _) -> indentation(Rest, 0);
indentation([$\t | Rest], Column) -> indentation(Rest, (Column + 8) div 8 * 8);
indentation([C | Rest], Column) when is_integer(C) -> indentation(Rest, Column + 1);
indentation([Inner | Rest], Column) -> indentation(Rest, indentation(Inner, Column));
indentation([], Column) -> Column.

%% ---- Format strings as data ----

scan_format(Format, Args) ->
    try
        scan(characters(Format), Args)
    catch
        _:_ -> erlang:error(badarg, [Format, Args])
    end.

characters(Format) when is_atom(Format) -> atom_to_list(Format);
characters(Format) when is_binary(Format) -> binary_to_list(Format);
characters(Format) -> Format.

scan([$~ | Format], Args) ->
    {Width, Format1, Args1} = width(Format, Args),
    {Precision, Format2, Args2} = precision(Format1, Args1),
    {Pad, Format3, Args3} = pad(Format2, Args2),
    {Encoding, Strings, [Letter | Format4]} = modifiers(Format3, latin1, true),
    {Taken, Args4} = lists:split(arguments(Letter), Args3),
    Adjust = if is_integer(Width), Width < 0 -> left; true -> right end,
    [#{width => if is_integer(Width) -> abs(Width); true -> Width end, adjust => Adjust,
       precision => Precision, pad_char => Pad, encoding => Encoding, strings => Strings,
       control_char => Letter, args => Taken} | scan(Format4, Args4)];
scan([C | Format], Args) -> [C | scan(Format, Args)];
scan([], []) -> [].

width([$- | Format], Args) ->
    {Width, Format1, Args1} = value(Format, Args),
    {-Width, Format1, Args1};
width(Format, Args) -> value(Format, Args).

precision([$. | Format], Args) -> value(Format, Args);
precision(Format, Args) -> {none, Format, Args}.

pad([$., $* | Format], [Pad | Args]) -> {Pad, Format, Args};
pad([$., Pad | Format], Args) -> {Pad, Format, Args};
pad(Format, Args) -> {$\s, Format, Args}.

value([$* | Format], [Value | Args]) when is_integer(Value) -> {Value, Format, Args};
value([C | Format], Args) when is_integer(C), C >= $0, C =< $9 -> digits(Format, Args, C - $0);
value(Format, Args) -> {none, Format, Args}.

digits([C | Format], Args, Value) when is_integer(C), C >= $0, C =< $9 ->
    digits(Format, Args, 10 * Value + C - $0);
digits(Format, Args, Value) -> {Value, Format, Args}.

modifiers([$t | Format], _, Strings) -> modifiers(Format, unicode, Strings);
modifiers([$l | Format], Encoding, _) -> modifiers(Format, Encoding, false);
modifiers(Format, Encoding, Strings) -> {Encoding, Strings, Format}.

arguments(Letter) ->
    case lists:member(Letter, "~n") of
        true -> 0;
        false ->
            case lists:member(Letter, "WPxX") of
                true -> 2;
                false ->
                    true = lists:member(Letter, "wpsefgbB+#ci"),
                    1
            end
    end.

unscan_format(Pieces) -> {unscanned(Pieces), taken(Pieces)}.

taken([#{args := Args} | Pieces]) -> Args ++ taken(Pieces);
taken([_ | Pieces]) -> taken(Pieces);
taken([]) -> [].

unscanned([#{control_char := Letter, width := Width, adjust := Adjust, precision := Precision,
             pad_char := Pad, encoding := Encoding, strings := Strings} | Pieces]) ->
    WidthText = case {Width, Adjust} of
                    {none, _} -> "";
                    {_, left} -> integer_to_list(-Width);
                    {_, right} -> integer_to_list(Width)
                end,
    PrecisionText = if
                        Precision =/= none -> [$. | integer_to_list(Precision)];
                        Pad =:= $\s -> "";
                        true -> "."
                    end,
    PadText = if Pad =:= $\s -> ""; true -> [$., Pad] end,
    Modifiers = if Encoding =:= unicode -> "t"; true -> "" end ++ if Strings -> ""; true -> "l" end,
    [$~ | WidthText] ++ PrecisionText ++ PadText ++ Modifiers ++ [Letter | unscanned(Pieces)];
unscanned([C | Pieces]) -> [C | unscanned(Pieces)];
unscanned([]) -> [].

build_text(Pieces) ->
    try
        {Format, Args} = unscan_format(Pieces),
        io_lib:format(Format, Args)
    catch
        _:_ -> erlang:error(badarg, [Pieces])
    end.

build_text(Pieces, Options) ->
    try
        {Format, Args} = unscan_format(Pieces),
        io_lib:format(Format, Args, Options)
    catch
        _:_ -> erlang:error(badarg, [Pieces, Options])
    end.

%% ---- A term with what lies deeper than Depth replaced ----

limit_term(Term, Depth) ->
    try
        fits(Term, Depth),
        Term
    catch
        throw:limit -> limited(Term, Depth)
    end.

limited(_, 0) -> '...';
limited([_ | _], 1) -> ['...'];
limited([Head | Tail] = List, Depth) ->
    case printable_list(List) of
        true -> List;
        false -> [limited(Head, Depth - 1) | limited_tail(Tail, Depth - 1)]
    end;
limited(Term, Depth) when is_map(Term) -> limited_map(in_order(Term), Depth + 1, Depth, []);
limited({} = Term, _) -> Term;
limited(Term, 1) when is_tuple(Term) -> {'...'};
limited(Term, Depth) when is_tuple(Term) ->
    list_to_tuple([limited(element(1, Term), Depth - 1) | limited_tuple(Term, 2, Depth - 1)]);
limited(Term, _) -> Term.

limited_tail([], _) -> [];
limited_tail(_, 1) -> ['...'];
limited_tail([Head | Tail], Depth) -> [limited(Head, Depth - 1) | limited_tail(Tail, Depth - 1)];
limited_tail(Other, Depth) -> limited(Other, Depth - 1).

limited_tuple(Tuple, Place, _) when Place > tuple_size(Tuple) -> [];
limited_tuple(_, _, 1) -> ['...'];
limited_tuple(Tuple, Place, Depth) ->
    [limited(element(Place, Tuple), Depth - 1) | limited_tuple(Tuple, Place + 1, Depth - 1)].

%% Keys stay as they are, so that none comes twice; there is one pair more than is shown.
limited_map(_, 0, _, Pairs) -> maps:from_list(Pairs);
limited_map([{Key, Value} | Rest], Left, Depth, Pairs) ->
    limited_map(Rest, Left - 1, Depth, [{Key, limited(Value, Depth - 1)} | Pairs]);
limited_map([], _, _, Pairs) -> maps:from_list(Pairs).

%% The pairs as they are written: to_list/1 turns them round for large maps.
in_order(Map) when map_size(Map) =< 32 -> maps:to_list(Map);
in_order(Map) -> lists:reverse(maps:to_list(Map)).

%% Throws limit if something would be left out.
fits(_, 0) -> throw(limit);
fits([_ | _], 1) -> throw(limit);
fits([Head | Tail] = List, Depth) ->
    case printable_list(List) of
        true -> ok;
        false ->
            fits(Head, Depth - 1),
            tail_fits(Tail, Depth - 1)
    end;
fits(Term, Depth) when is_map(Term) -> map_fits(in_order(Term), Depth);
fits({}, _) -> ok;
fits(Term, 1) when is_tuple(Term) -> throw(limit);
fits(Term, Depth) when is_tuple(Term) -> tuple_fits(Term, 1, Depth);
fits(_, _) -> ok.

tail_fits([], _) -> ok;
tail_fits(_, 1) -> throw(limit);
tail_fits([Head | Tail], Depth) ->
    fits(Head, Depth - 1),
    tail_fits(Tail, Depth - 1);
tail_fits(Other, Depth) -> fits(Other, Depth - 1).

tuple_fits(Tuple, Place, _) when Place > tuple_size(Tuple) -> ok;
tuple_fits(_, _, 1) -> throw(limit);
tuple_fits(Tuple, Place, Depth) ->
    fits(element(Place, Tuple), Depth - 1),
    tuple_fits(Tuple, Place + 1, Depth - 1).

map_fits(_, 0) -> throw(limit);
map_fits([{Key, Value} | Rest], Depth) ->
    fits(Key, Depth - 1),
    fits(Value, Depth - 1),
    map_fits(Rest, Depth - 1);
map_fits([], _) -> ok.

%% ---- What lists consist of ----

latin1_char_list([C | Rest]) when is_integer(C), C >= 0, C =< 255 -> latin1_char_list(Rest);
latin1_char_list(Rest) -> Rest =:= [].

char_list([C | Rest]) when is_integer(C), C >= 0, C < 16#D800;
                           is_integer(C), C > 16#DFFF, C =< 16#10FFFF ->
    char_list(Rest);
char_list(Rest) -> Rest =:= [].

deep_latin1_char_list(L) -> deep(L, [], 255).

deep_char_list(L) -> deep(L, [], 16#10FFFF).

deep_unicode_char_list(L) -> deep_char_list(L).

deep([C | Rest], More, Max) when is_integer(C), C >= 0, C =< Max, C < 16#D800;
                                 is_integer(C), C > 16#DFFF, C =< Max ->
    deep(Rest, More, Max);
deep([L | Rest], More, Max) when is_list(L) -> deep(L, [Rest | More], Max);
deep([], [Rest | More], Max) -> deep(Rest, More, Max);
deep([], [], _) -> true;
deep(_, _, _) -> false.

printable_list(L) -> printable_latin1_list(L).

printable_latin1_list([C | Rest]) when is_integer(C), C >= $\s, C =< $~;
                                       is_integer(C), C >= 160, C =< 255;
                                       is_integer(C), C >= $\b, C =< $\r;
                                       C =:= $\e ->
    printable_latin1_list(Rest);
printable_latin1_list(Rest) -> Rest =:= [].

printable_unicode_list([C | Rest]) when is_integer(C), C >= $\s, C =< $~;
                                        is_integer(C), C >= 160, C < 16#D800;
                                        is_integer(C), C > 16#DFFF, C < 16#FFFE;
                                        is_integer(C), C > 16#FFFF, C =< 16#10FFFF;
                                        is_integer(C), C >= $\b, C =< $\r;
                                        C =:= $\e ->
    printable_unicode_list(Rest);
printable_unicode_list(Rest) -> Rest =:= [].
