%% Formatted input: io_lib:fread/2,3.
-module(io_lib_fread).

-export([fread/2, fread/3]).

-define(IS_WHITE(C), (C =:= $\s orelse C =:= $\t orelse C =:= $\r orelse C =:= $\n)).

%% ---- From a string ----

fread(Format, Line) -> read(Format, Line, 0, []).

%% Results come last first. N counts the characters taken so far.
read([$~ | Rest] = Format, Line, N, Results) ->
    {Letter, Width, Dropped, Unicode, Format1} = directive(Rest),
    case Line of
        _ when Letter =:= $l -> read(Format1, Line, N, with(Dropped, N, Results));
        [] -> {more, Format, N, Results};
        eof -> at_end(N, Results);
        _ ->
            case item(Letter, Width, Unicode, Line, N) of
                {ok, Value, Line1, N1} -> read(Format1, Line1, N1, with(Dropped, Value, Results));
                {nothing, Line1, N1} -> read(Format1, Line1, N1, Results);
                {error, What} -> {error, {fread, What}}
            end
    end;
read([C | Format], Line, N, Results) when ?IS_WHITE(C) ->
    {Line1, N1} = white(Line, N),
    read(Format, Line1, N1, Results);
read([C | Format], [C | Line], N, Results) -> read(Format, Line, N + 1, Results);
read([_ | _], [_ | _], _, _) -> {error, {fread, input}};
read([_ | _] = Format, [], N, Results) -> {more, Format, N, Results};
read([_ | _], eof, N, Results) -> at_end(N, Results);
read([], Line, _, Results) -> {ok, lists:reverse(Results), Line}.

with(true, _, Results) -> Results;
with(false, Value, Results) -> [Value | Results].

%% The end of the input is no error before anything was read.
at_end(0, []) -> eof;
at_end(_, _) -> {error, {fread, input}}.

%% {Letter, Width, Dropped, Unicode, Rest}
directive([$* | Format]) -> width(Format, none, true);
directive(Format) -> width(Format, none, false).

width([C | Format], none, Dropped) when C >= $0, C =< $9 -> width(Format, C - $0, Dropped);
width([C | Format], Width, Dropped) when C >= $0, C =< $9 -> width(Format, 10 * Width + C - $0, Dropped);
width([$t | Format], Width, Dropped) -> letter(Format, Width, Dropped, true);
width(Format, Width, Dropped) -> letter(Format, Width, Dropped, false).

letter([Letter | Format], Width, Dropped, Unicode) -> {Letter, Width, Dropped, Unicode, Format};
letter([], Width, Dropped, Unicode) -> {none, Width, Dropped, Unicode, []}.

%% ---- One item ----

item($d, Width, false, Line, N) -> number(signed(Width, Line, N), integer, fun list_to_integer/1);
item($f, Width, false, Line, N) -> number(floating(Width, Line, N), float, fun list_to_float/1);
item($u, none, false, Line, N) -> unsigned(10, Line, N);
item($u, Base, false, Line, N) when Base >= 2, Base =< 36 -> unsigned(Base, Line, N);
item($-, _, false, [$- | Line], N) -> {ok, -1, Line, N + 1};
item($-, _, false, [$+ | Line], N) -> {ok, 1, Line, N + 1};
item($-, _, false, Line, N) -> {ok, 1, Line, N};
item($#, none, false, Line, N) -> based(Line, N);
item($#, Width, false, Line, N) -> based_field(fixed(Width, Line, N, false));
item($s, Width, Unicode, Line, N) -> word(text(Width, Line, N, Unicode), string, fun(Word) -> Word end);
item($a, none, Unicode, Line, N) -> word(text(none, Line, N, Unicode), atom, fun list_to_atom/1);
item($a, Width, false, Line, N) -> word(text(Width, Line, N, false), atom, fun list_to_atom/1);
item($c, none, Unicode, Line, N) -> characters(fixed(1, Line, N, Unicode));
item($c, Width, Unicode, Line, N) -> characters(fixed(Width, Line, N, Unicode));
item($~, _, _, [$~ | Line], N) -> {nothing, Line, N + 1};
item(_, _, _, _, _) -> {error, format}.

number({error, _, _}, What, _) -> {error, What};
number({Digits, Line, N}, What, Convert) ->
    try {ok, Convert(without_white(Digits)), Line, N}
    catch error:_ -> {error, What}
    end.

unsigned(Base, Line, N) ->
    number(digits(Base, Line, N, []), unsigned, fun(Digits) -> list_to_integer(Digits, Base) end).

word({error, _, _}, What, _) -> {error, What};
word({Word, Line, N}, _, Convert) ->
    Start = without_white(lists:reverse(Word)),
    {ok, Convert(without_white(lists:reverse(Start))), Line, N}.

characters({error, _, _}) -> {error, character};
characters({Characters, Line, N}) -> {ok, Characters, Line, N}.

%% Base#Digits; the sign is that of the base.
based(Line, N) ->
    try
        {Base, [$# | Line1], N1} = signed(none, Line, N),
        {Value, [], _, Line2, N2} = in_base(list_to_integer(Base), Line1, N1 + 1),
        {ok, Value, Line2, N2}
    catch
        error:_ -> {error, based}
    end.

in_base(Signed, Line, N) ->
    Base = abs(Signed),
    true = Base >= 2 andalso Base =< 36,
    {Digits, Line1, N1} = digits(Base, Line, N, []),
    Value = list_to_integer(Digits, Base),
    {if Signed < 0 -> -Value; true -> Value end, [], Base, Line1, N1}.

%% The number fills the field.
based_field({error, _, _}) -> {error, based};
based_field({Field, Line, N}) ->
    try
        {Digits, [$# | Rest], _} = signed(none, Field, 0),
        Base = list_to_integer(Digits),
        true = Base >= 2 andalso Base =< 36,
        {ok, list_to_integer(Rest, Base), Line, N}
    catch
        error:_ -> {error, based}
    end.

%% ---- Characters of an item: {Characters, Rest, N} or {error, Rest, N} ----

fixed(Width, Line, N, Unicode) -> fixed(Width, Line, N + Width, Unicode, []).

fixed(0, Line, N, _, Taken) -> {lists:reverse(Taken), Line, N};
fixed(_, [$\n | _] = Line, N, _, _) -> {error, Line, N};
fixed(Width, [C | Line], N, Unicode, Taken) when Unicode; C >= 0, C =< 255 ->
    fixed(Width - 1, Line, N, Unicode, [C | Taken]);
fixed(_, Line, N, _, _) -> {error, Line, N}.

signed(none, Line, N) ->
    {Line1, N1} = white(Line, N),
    {Sign, Line2, N2} = sign(Line1, N1),
    {Digits, Line3, N3} = digits(10, Line2, N2, []),
    {Sign ++ Digits, Line3, N3};
signed(Width, Line, N) -> fixed(Width, Line, N, false).

floating(none, Line, N) ->
    {Whole, Line1, N1} = signed(none, Line, N),
    case Line1 of
        [$. | Line2] ->
            {Fraction, Line3, N3} = digits(10, Line2, N1 + 1, []),
            {Exponent, Line4, N4} = exponent(Line3, N3),
            {Whole ++ "." ++ Fraction ++ Exponent, Line4, N4};
        _ -> {Whole, Line1, N1}
    end;
floating(Width, Line, N) -> fixed(Width, Line, N, false).

exponent([E | Line], N) when E =:= $e; E =:= $E ->
    {Sign, Line1, N1} = sign(Line, N + 1),
    {Digits, Line2, N2} = digits(10, Line1, N1, []),
    {[E | Sign ++ Digits], Line2, N2};
exponent(Line, N) -> {[], Line, N}.

sign([C | Line], N) when C =:= $+; C =:= $- -> {[C], Line, N + 1};
sign(Line, N) -> {[], Line, N}.

digits(Base, [C | Line], N, Taken) when C >= $0, C =< $9;
                                        C >= $A, C < $A + Base - 10;
                                        C >= $a, C < $a + Base - 10 ->
    digits(Base, Line, N + 1, [C | Taken]);
digits(_, Line, N, Taken) -> {lists:reverse(Taken), Line, N}.

text(none, Line, N, Unicode) ->
    {Line1, N1} = white(Line, N),
    until_white(Line1, N1, Unicode, []);
text(Width, Line, N, Unicode) -> fixed(Width, Line, N, Unicode).

until_white([C | _] = Line, N, _, Taken) when ?IS_WHITE(C) -> {lists:reverse(Taken), Line, N};
until_white([C | _] = Line, N, false, []) when C > 255 -> {error, Line, N};
until_white([C | _] = Line, N, false, Taken) when C > 255 -> {lists:reverse(Taken), Line, N};
until_white([C | Line], N, Unicode, Taken) -> until_white(Line, N + 1, Unicode, [C | Taken]);
until_white([], N, _, Taken) -> {lists:reverse(Taken), [], N}.

white([C | Line], N) when ?IS_WHITE(C) -> white(Line, N + 1);
white(Line, N) -> {Line, N}.

without_white([C | Line]) when ?IS_WHITE(C) -> without_white(Line);
without_white(Line) -> Line.

%% ---- Line by line ----

%% The continuation is {Format, CharactersOfThisLineBackwards, N, Results}; [] at the start.
fread([], Characters, Format) -> line(Format, [], 0, [], Characters);
fread({Format, Started, N, Results}, Characters, _) -> line(Format, Started, N, Results, Characters).

line(Format, [$\r | Started], N, Results, [$\n | More]) ->
    whole_line(Format, lists:reverse(Started), N, Results, More, "\r\n");
line(Format, Started, N, Results, [$\n | More]) ->
    whole_line(Format, lists:reverse(Started), N, Results, More, "\n");
line(Format, Started, N, Results, []) -> {more, {Format, Started, N, Results}};
line(Format, [$\r | Started], N, Results, More) ->
    whole_line(Format, lists:reverse(Started), N, Results, More, "\r");
line(Format, Started, N, Results, [C | More]) -> line(Format, [C | Started], N, Results, More);
line(Format, Started, N, Results, More) ->
    whole_line(Format, lists:reverse(Started), N, Results, More, []).

whole_line(Format, Line, N, Results, More, NewLine) ->
    Left = if is_list(More) -> More; true -> [] end,
    case read(Format, Line, N, Results) of
        {ok, Values, []} -> {done, {ok, Values}, Left};
        {ok, Values, Rest} -> {done, {ok, Values}, Rest ++ NewLine ++ Left};
        {more, Format1, N1, Results1} when is_list(Line), is_list(More) ->
            line(Format1, [], N1 + length(NewLine), Results1, More);
        {more, Format1, N1, Results1} when is_list(Line) ->
            whole_line(Format1, eof, N1 + length(NewLine), Results1, More, []);
        Other -> {done, Other, More}
    end.
