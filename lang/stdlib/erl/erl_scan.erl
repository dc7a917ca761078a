%% Text to tokens.
%%
%% `next/4` reads one token. It knows how far the text goes: the tail `eof` is the end, the tail [] means that
%% more may come. Where that could make a difference it answers `more`, and the token is read again with what came.
-module(erl_scan).
-export([string/1, string/2, string/3, tokens/3, tokens/4, format_error/1, reserved_word/1, f_reserved_word/1]).
-export([category/1, symbol/1, column/1, end_location/1, line/1, location/1, text/1, continuation_location/1]).
-export_type([category/0, error_info/0, option/0, options/0, symbol/0, token/0, tokens/0, tokens_result/0, return_cont/0]).

-type category() :: atom().
-type symbol() :: atom() | float() | integer() | string().
-type token() :: {category(), erl_anno:anno(), symbol()} | {category(), erl_anno:anno()}.
-type tokens() :: [token()].
-type error_info() :: {erl_anno:location(), module(), term()}.
-type option() :: term().
-type options() :: option() | [option()].
-type return_cont() :: term().
-type tokens_result() :: {ok, tokens(), erl_anno:location()} | {eof, erl_anno:location()} | {error, error_info(), erl_anno:location()}.

%% `text` says of a category and a text whether the token shall keep the text; `none`: of none.
-record(how, {reserved, blanks, comments, text}).

%% What has been read: reversed tokens, and where the text goes on.
-record(found, {chars, line, column, tokens = []}).

-define(IS_COLUMN(C), (is_integer(C) andalso C >= 1)).
-define(IS_CHAR(C), (is_integer(C) andalso C >= 0)).
-define(IS_DIGIT(C), (C >= $0 andalso C =< $9)).
-define(IS_OCTAL(C), (C >= $0 andalso C =< $7)).
-define(IS_HEX(C), (?IS_DIGIT(C) orelse C >= $A andalso C =< $F orelse C >= $a andalso C =< $f)).
-define(IS_UNICODE(C),
        (is_integer(C) andalso
         (C >= 0 andalso C < 16#D800 orelse C > 16#DFFF andalso C < 16#FFFE orelse C > 16#FFFF andalso C =< 16#10FFFF))).
-define(IS_BLANK(C), (is_integer(C) andalso (C >= 0 andalso C =< $\s orelse C >= 128 andalso C =< 160))).
-define(IS_UPPER(C), (C >= $A andalso C =< $Z orelse C >= 192 andalso C =< 222 andalso C =/= 215)).
-define(IS_LOWER(C), (C >= $a andalso C =< $z orelse C >= 223 andalso C =< 255 andalso C =/= 247)).
-define(IS_DIGIT_OF(C, Base),
        (?IS_DIGIT(C) andalso C < $0 + Base orelse C >= $A andalso C < $A + Base - 10 orelse C >= $a andalso C < $a + Base - 10)).

%% ---- Whole texts ----

string(String) -> string(String, 1, []).

string(String, Start) -> string(String, Start, []).

string(String, Line, Options) when is_list(String), is_integer(Line) -> whole(String, Line, none, Options);
string(String, {Line, Column}, Options) when is_list(String), is_integer(Line), ?IS_COLUMN(Column) ->
    whole(String, Line, Column, Options).

whole(String, Line, Column, Options) ->
    How = how(Options),
    all(#found{chars = String ++ eof, line = Line, column = Column}, How).

all(Found, How) ->
    case up_to_dot(Found, How) of
        {dot, Rest} -> all(Rest, How);
        {eof, #found{tokens = Tokens} = End} -> {ok, lists:reverse(Tokens), place(End)};
        {error, Info, End, _} -> {error, Info, End}
    end.

%% ---- A form at a time, from a text that comes in pieces ----

tokens(Continuation, Chars, Start) -> tokens(Continuation, Chars, Start, []).

tokens([], Chars, Line, Options) when is_integer(Line) ->
    form(#found{chars = piece(Chars), line = Line, column = none}, how(Options));
tokens([], Chars, {Line, Column}, Options) when is_integer(Line), ?IS_COLUMN(Column) ->
    form(#found{chars = piece(Chars), line = Line, column = Column}, how(Options));
tokens({erl_scan_continuation, #found{chars = Before} = Found, How}, Chars, _, _) ->
    form(Found#found{chars = Before ++ piece(Chars)}, How).

piece(Chars) when is_list(Chars); Chars =:= eof -> Chars.

form(Found, How) ->
    case up_to_dot(Found, How) of
        {dot, #found{chars = Rest, tokens = Tokens} = End} -> {done, {ok, lists:reverse(Tokens), place(End)}, Rest};
        {eof, #found{tokens = []} = End} -> {done, {eof, place(End)}, eof};
        {eof, #found{tokens = Tokens} = End} -> {done, {ok, lists:reverse(Tokens), place(End)}, eof};
        {more, Before} -> {more, {erl_scan_continuation, Before, How}};
        {error, Info, End, Rest} -> {done, {error, Info, End}, Rest}
    end.

continuation_location({erl_scan_continuation, Found, _}) -> place(Found).

up_to_dot(#found{chars = eof} = Found, _) -> {eof, Found};
up_to_dot(#found{chars = Chars, line = Line, column = Column, tokens = Tokens} = Found, How) ->
    case next(Chars, Line, Column, How) of
        {skip, Rest, Line1, Column1} ->
            up_to_dot(Found#found{chars = Rest, line = Line1, column = Column1}, How);
        {{dot, _} = Token, Rest, Line1, Column1} ->
            {dot, #found{chars = Rest, line = Line1, column = Column1, tokens = [Token | Tokens]}};
        {error, Info, End, Rest} -> {error, Info, End, Rest};
        {Token, Rest, Line1, Column1} ->
            up_to_dot(#found{chars = Rest, line = Line1, column = Column1, tokens = [Token | Tokens]}, How);
        more -> {more, Found}
    end.

%% ---- Options ----

how(Options) when is_list(Options) ->
    All = lists:append([case Option of return -> [return_comments, return_white_spaces]; _ -> [Option] end || Option <- Options]),
    Reserved = case lists:keyfind(reserved_word_fun, 1, All) of
                   {_, Fun} when is_function(Fun, 1) -> Fun;
                   false -> fun reserved_word/1;
                   _ -> erlang:error(badarg, [Options])
               end,
    Text = case proplists:get_bool(text, All) of
               true -> fun(_, _) -> true end;
               false -> proplists:get_value(text_fun, All, none)
           end,
    #how{reserved = Reserved, blanks = proplists:get_bool(return_white_spaces, All),
         comments = proplists:get_bool(return_comments, All), text = Text};
how(Option) -> how([Option]).

reserved_word(Word) -> f_reserved_word(Word) orelse lists:member(Word, erl_features:keywords()).

f_reserved_word(Word) ->
    case Word of
        'after' -> true; 'and' -> true; 'andalso' -> true; 'band' -> true; 'begin' -> true; 'bnot' -> true;
        'bor' -> true; 'bsl' -> true; 'bsr' -> true; 'bxor' -> true; 'case' -> true; 'catch' -> true;
        'cond' -> true; 'div' -> true; 'end' -> true; 'fun' -> true; 'if' -> true; 'let' -> true;
        'not' -> true; 'of' -> true; 'or' -> true; 'orelse' -> true; 'receive' -> true; 'rem' -> true;
        'try' -> true; 'when' -> true; 'xor' -> true; _ -> false
    end.

%% ---- One token ----

%% A token, or `skip`, with what follows it and where that is.
next([], _, _, _) -> more;
next([C | _] = Cs, Line, Column, How) when ?IS_BLANK(C) ->
    case How#how.blanks of
        false -> skip_blanks(Cs, Line, Column);
        true -> blanks(Cs, Line, Column, How)
    end;
next([C | Cs], Line, Column, How) when is_integer(C), C >= 0, ?IS_LOWER(C) -> word(atom, Cs, [C], Line, Column, How);
next([C | Cs], Line, Column, How) when is_integer(C), C >= 0, ?IS_UPPER(C) orelse C =:= $_ ->
    word(var, Cs, [C], Line, Column, How);
next([C | _] = Cs, Line, Column, How) when is_integer(C), ?IS_DIGIT(C) -> number(Cs, Line, Column, How);
next([$% | _] = Cs, Line, Column, How) -> comment(Cs, [], Line, Column, How);
next([$" | Cs], Line, Column, How) -> quoted(string, Cs, Line, Column, How);
next([$' | Cs], Line, Column, How) -> quoted(atom, Cs, Line, Column, How);
next([$$ | Cs], Line, Column, How) -> character(Cs, Line, Column, How);
next([C | Cs] = All, Line, Column, How) when ?IS_CHAR(C) ->
    case mark(All) of
        more -> more;
        none when C =< 255 -> plain([C], Cs, Line, Column, How);
        none -> wrong({illegal, character}, Line, Column, Line, add(Column, 1), Cs);
        dot -> dot(Cs, Line, Column, How);
        Text -> plain(Text, lists_nthtail(length(Text), All), Line, Column, How)
    end.

%% The tail of a list that may end in `eof`.
lists_nthtail(0, Rest) -> Rest;
lists_nthtail(N, [_ | Rest]) -> lists_nthtail(N - 1, Rest).

%% The text of an operator of more than one character, `dot` for what may be one, `none` for any other character.
mark("..." ++ _) -> "...";
mark("..") -> more;
mark(".." ++ _) -> "..";
mark(".") -> more;
mark("." ++ _) -> dot;
mark("=:=" ++ _) -> "=:=";
mark("=/=" ++ _) -> "=/=";
mark("=:") -> more;
mark("=/") -> more;
mark([A]) when A =:= $?; A =:= $<; A =:= $>; A =:= $-; A =:= $+; A =:= $=; A =:= $/; A =:= $|; A =:= $: -> more;
mark([A, B | _]) ->
    case [A, B] of
        "?=" -> "?="; "<<" -> "<<"; "<-" -> "<-"; "<=" -> "<="; ">>" -> ">>"; ">=" -> ">="; "->" -> "->";
        "--" -> "--"; "++" -> "++"; "=<" -> "=<"; "=>" -> "=>"; "==" -> "=="; "/=" -> "/="; "||" -> "||";
        ":=" -> ":="; "::" -> "::"; _ -> none
    end;
mark(_) -> none.

plain(Text, Rest, Line, Column, How) ->
    Name = list_to_atom(Text),
    {{Name, anno(Line, Column, Name, Text, How)}, Rest, Line, add(Column, length(Text))}.

%% A full stop is a dot before a blank, a comment or the end.
dot([$% | _] = Rest, Line, Column, How) -> stop(".", Rest, Line, Column, Line, add(Column, 1), How);
dot(eof, Line, Column, How) -> stop(".", eof, Line, Column, Line, add(Column, 1), How);
dot([$\n | Rest], Line, Column, How) -> stop(".\n", Rest, Line, Column, Line + 1, first(Column, 1), How);
dot([C | Rest], Line, Column, How) when ?IS_BLANK(C) -> stop([$., C], Rest, Line, Column, Line, add(Column, 2), How);
dot(Rest, Line, Column, How) -> plain(".", Rest, Line, Column, How).

stop(Text, Rest, Line, Column, EndLine, EndColumn, How) ->
    {{dot, anno(Line, Column, dot, Text, How)}, Rest, EndLine, EndColumn}.

%% ---- Blanks and comments ----

skip_blanks([$\n | Cs], Line, Column) -> skip_blanks(Cs, Line + 1, first(Column, 1));
skip_blanks([C | Cs], Line, Column) when ?IS_BLANK(C) -> skip_blanks(Cs, Line, add(Column, 1));
skip_blanks(Cs, Line, Column) -> {skip, Cs, Line, Column}.

%% A token of blanks has a new line at most at its start. Spaces and tabs come in groups of bounded size.
blanks("\n" ++ Cs, Line, Column, How) ->
    case Cs of
        [] -> more;
        [$\s | _] -> group($\s, 16, Cs, "\n", Line, Column, How);
        [$\t | _] -> group($\t, 10, Cs, "\n", Line, Column, How);
        [C | Rest] when C =:= $\r; C =:= $\f -> blank([$\n, C], Rest, Line, Column, How);
        _ -> any_blanks(Cs, "\n", Line, Column, How)
    end;
blanks(" " ++ _ = Cs, Line, Column, How) -> group($\s, 16, Cs, "", Line, Column, How);
blanks("\t" ++ _ = Cs, Line, Column, How) -> group($\t, 10, Cs, "", Line, Column, How);
blanks("\r" ++ Cs, Line, Column, How) -> blank("\r", Cs, Line, Column, How);
blanks(Cs, Line, Column, How) -> any_blanks(Cs, "", Line, Column, How).

group(C, Left, [C | Cs], Text, Line, Column, How) when Left > 0 -> group(C, Left - 1, Cs, [C | Text], Line, Column, How);
group(_, _, [], _, _, _, _) -> more;
group(_, _, Cs, Text, Line, Column, How) -> blank(lists:reverse(Text), Cs, Line, Column, How).

any_blanks([C | Cs], Text, Line, Column, How) when ?IS_BLANK(C), C =/= $\n -> any_blanks(Cs, [C | Text], Line, Column, How);
any_blanks([], _, _, _, _) -> more;
any_blanks(Cs, Text, Line, Column, How) -> blank(lists:reverse(Text), Cs, Line, Column, How).

blank(Text, Rest, Line, Column, How) ->
    Token = {white_space, anno(Line, Column, white_space, Text, How), Text},
    case Text of
        [$\n | _] -> {Token, Rest, Line + 1, first(Column, length(Text))};
        _ -> {Token, Rest, Line, add(Column, length(Text))}
    end.

comment([C | Cs], Text, Line, Column, How) when C =/= $\n, ?IS_CHAR(C) ->
    case ?IS_UNICODE(C) of
        true -> comment(Cs, [C | Text], Line, Column, How);
        false -> wrong({illegal, character}, Line, Column, Line, add(Column, length(Text) + 1), Cs)
    end;
comment([], _, _, _, _) -> more;
comment(Cs, Text, Line, Column, #how{comments = false}) -> {skip, Cs, Line, add(Column, length(Text))};
comment(Cs, Reversed, Line, Column, How) ->
    Text = lists:reverse(Reversed),
    {{comment, anno(Line, Column, comment, Text, How), Text}, Cs, Line, add(Column, length(Text))}.

%% ---- Words ----

word(Kind, [C | Cs], Text, Line, Column, How)
  when is_integer(C), C >= 0, ?IS_LOWER(C) orelse ?IS_UPPER(C) orelse ?IS_DIGIT(C) orelse C =:= $_ orelse C =:= $@ ->
    word(Kind, Cs, [C | Text], Line, Column, How);
word(_, [], _, _, _, _) -> more;
word(Kind, Rest, Reversed, Line, Column, How) ->
    Text = lists:reverse(Reversed),
    End = add(Column, length(Text)),
    try list_to_atom(Text) of
        Name ->
            case Kind =:= atom andalso (How#how.reserved)(Name) of
                true -> {{Name, anno(Line, Column, Name, Text, How)}, Rest, Line, End};
                false -> {{Kind, anno(Line, Column, Kind, Text, How), Name}, Rest, Line, End}
            end
    catch
        error:_ -> wrong({illegal, Kind}, Line, Column, Line, End, Rest)
    end.

%% ---- Quoted texts and characters ----

quoted(Kind, Cs, Line, Column, How) ->
    Quote = case Kind of string -> $"; atom -> $' end,
    case inside(Cs, Quote, Line, add(Column, 1), "", "") of
        more -> more;
        {unterminated, Read, EndLine, EndColumn} ->
            Start = string:slice(lists:reverse(Read), 0, 16),
            wrong({string, Quote, Start}, Line, Column, EndLine, EndColumn, eof);
        {error, Info, End, Rest} -> {error, Info, End, Rest};
        {Read, Written, Rest, EndLine, EndColumn} ->
            Value = lists:reverse(Read),
            Text = [Quote | lists:reverse(Written, [Quote])],
            try
                Symbol = case Kind of string -> Value; atom -> list_to_atom(Value) end,
                {{Kind, anno(Line, Column, Kind, Text, How), Symbol}, Rest, EndLine, EndColumn}
            catch
                error:_ -> wrong({illegal, atom}, Line, Column, EndLine, EndColumn, Rest)
            end
    end.

%% Both what is meant and what is written, reversed, up to the quote.
inside([Quote | Cs], Quote, Line, Column, Read, Written) -> {Read, Written, Cs, Line, add(Column, 1)};
inside([$\n | Cs], Quote, Line, Column, Read, Written) ->
    inside(Cs, Quote, Line + 1, first(Column, 1), [$\n | Read], [$\n | Written]);
inside([$\\ | Cs], Quote, Line, Column, Read, Written) ->
    case escape(Cs) of
        more -> more;
        {eof, Length} -> {unterminated, Read, Line, add(Column, Length + 1)};
        {illegal, Length, Rest} -> wrong({illegal, character}, Line, Column, Line, add(Column, Length + 1), Rest);
        {C, Text, Rest} ->
            {Line1, Column1} = after_escape(Text, Line, Column),
            inside(Rest, Quote, Line1, Column1, [C | Read], lists:reverse(Text, [$\\ | Written]))
    end;
inside([C | Cs], Quote, Line, Column, Read, Written) when ?IS_UNICODE(C) ->
    inside(Cs, Quote, Line, add(Column, 1), [C | Read], [C | Written]);
inside([C | Cs], _, Line, Column, _, _) when ?IS_CHAR(C) ->
    wrong({illegal, character}, Line, Column, Line, add(Column, 1), Cs);
inside([], _, _, _, _, _) -> more;
inside(eof, _, Line, Column, Read, _) -> {unterminated, Read, Line, Column}.

after_escape(Text, Line, Column) ->
    case lists:last(Text) of
        $\n -> {Line + 1, first(Column, 1)};
        _ -> {Line, add(Column, length(Text) + 1)}
    end.

character([$\\ | Cs], Line, Column, How) ->
    case escape(Cs) of
        more -> more;
        {eof, Length} -> wrong(char, Line, Column, Line, add(Column, 2 + Length), eof);
        {illegal, Length, Rest} -> wrong({illegal, character}, Line, Column, Line, add(Column, 2 + Length), Rest);
        {C, Text, Rest} ->
            {Line1, Column1} = after_escape(Text, Line, add(Column, 1)),
            {{char, anno(Line, Column, char, "$\\" ++ Text, How), C}, Rest, Line1, Column1}
    end;
character([$\n | Rest], Line, Column, How) ->
    {{char, anno(Line, Column, char, "$\n", How), $\n}, Rest, Line + 1, first(Column, 1)};
character([C | Rest], Line, Column, How) when ?IS_UNICODE(C) ->
    {{char, anno(Line, Column, char, [$$, C], How), C}, Rest, Line, add(Column, 2)};
character([C | _], Line, Column, _) when ?IS_CHAR(C) -> wrong({illegal, character}, Line, Column, Line, add(Column, 1), eof);
character([], _, _, _) -> more;
character(eof, Line, Column, _) -> wrong(char, Line, Column, Line, add(Column, 1), eof).

%% What follows a backslash: the character meant, what is written and what is left. Where that is nothing, or none,
%% how many characters that is.
escape([A, B, C | Rest]) when ?IS_OCTAL(A), ?IS_OCTAL(B), ?IS_OCTAL(C) -> {octal([A, B, C]), [A, B, C], Rest};
escape([A, B]) when ?IS_OCTAL(A), ?IS_OCTAL(B) -> more;
escape([A, B | Rest]) when ?IS_OCTAL(A), ?IS_OCTAL(B) -> {octal([A, B]), [A, B], Rest};
escape([A]) when ?IS_OCTAL(A) -> more;
escape([A | Rest]) when ?IS_OCTAL(A) -> {A - $0, [A], Rest};
escape([$x, ${ | Rest]) -> braced(Rest, "");
escape("x") -> more;
escape([$x | eof]) -> {eof, 1};
escape([$x, A, B | Rest]) when ?IS_HEX(A), ?IS_HEX(B) -> {list_to_integer([A, B], 16), [$x, A, B], Rest};
escape([$x, A]) when ?IS_HEX(A) -> more;
escape([$x | Rest]) -> {illegal, 1, Rest};
escape("^") -> more;
escape([$^ | eof]) -> {eof, 1};
escape([$^, $\n | Rest]) -> {$\n, "^\n", Rest};
escape([$^, C | Rest]) when ?IS_CHAR(C) -> {C band 31, [$^, C], Rest};
escape([C | Rest]) when ?IS_UNICODE(C) -> {named(C), [C], Rest};
escape([C | Rest]) when ?IS_CHAR(C) -> {illegal, 1, Rest};
escape([]) -> more;
escape(eof) -> {eof, 0}.

octal(Digits) -> lists:foldl(fun(Digit, Value) -> Value * 8 + Digit - $0 end, 0, Digits).

braced([C | Cs], Digits) when ?IS_HEX(C) -> braced(Cs, [C | Digits]);
braced([$} | Rest], Reversed) ->
    Digits = lists:reverse(Reversed),
    Text = "x{" ++ Digits ++ "}",
    case Digits =/= "" andalso list_to_integer(Digits, 16) of
        C when ?IS_UNICODE(C) -> {C, Text, Rest};
        _ -> {illegal, length(Text), Rest}
    end;
braced([], _) -> more;
braced(eof, Digits) -> {eof, 2 + length(Digits)};
braced(Rest, Digits) -> {illegal, 2 + length(Digits), Rest}.

named($n) -> $\n;
named($r) -> $\r;
named($t) -> $\t;
named($v) -> $\v;
named($b) -> $\b;
named($f) -> $\f;
named($e) -> $\e;
named($s) -> $\s;
named($d) -> $\d;
named(C) -> C.

%% ---- Numbers ----

number(Cs, Line, Column, How) ->
    case digits(Cs, 10, "") of
        more -> more;
        {_, [C]} when C =:= $.; C =:= $_ -> more;
        {Whole, [$., C | Rest]} when ?IS_DIGIT(C) -> fraction([C | Rest], [$. | Whole], Line, Column, How);
        {Whole, [$# | Rest]} -> based(lists:reverse(Whole), Rest, Line, Column, How);
        {Whole, Rest} -> value(integer, lists:reverse(Whole), 10, "", Rest, Line, Column, How)
    end.

%% Digits, with single underscores between them, reversed in front of `Text`.
digits([C | Cs], Base, Text) when ?IS_DIGIT_OF(C, Base) -> digits(Cs, Base, [C | Text]);
digits([$_, C | Cs], Base, [Last | _] = Text) when ?IS_DIGIT_OF(C, Base), ?IS_DIGIT_OF(Last, Base) ->
    digits(Cs, Base, [C, $_ | Text]);
digits([], _, _) -> more;
digits(Cs, _, Text) -> {Text, Cs}.

based(Whole, Rest, Line, Column, How) ->
    case list_to_integer(without_underscores(Whole)) of
        Base when Base >= 2, Base =< 36 ->
            case digits(Rest, Base, "") of
                more -> more;
                {_, "_"} -> more;
                {Digits, Rest1} -> value(integer, lists:reverse(Digits), Base, Whole ++ "#", Rest1, Line, Column, How)
            end;
        Base -> wrong({base, Base}, Line, Column, Line, add(Column, length(Whole)), [$# | Rest])
    end.

fraction(Cs, Text, Line, Column, How) ->
    case digits(Cs, 10, Text) of
        more -> more;
        {_, "_"} -> more;
        {Read, [E | Rest]} when E =:= $e; E =:= $E -> exponent(Rest, [E | Read], Line, Column, How);
        {Read, Rest} -> value(float, lists:reverse(Read), 10, "", Rest, Line, Column, How)
    end.

exponent([], _, _, _, _) -> more;
exponent([Sign | Cs], Text, Line, Column, How) when Sign =:= $+; Sign =:= $- -> power(Cs, [Sign | Text], Line, Column, How);
exponent(Cs, Text, Line, Column, How) -> power(Cs, Text, Line, Column, How).

power(Cs, Text, Line, Column, How) ->
    case digits(Cs, 10, Text) of
        more -> more;
        {_, "_"} -> more;
        {Read, Rest} -> value(float, lists:reverse(Read), 10, "", Rest, Line, Column, How)
    end.

value(Kind, Digits, Base, Before, Rest, Line, Column, How) ->
    Text = Before ++ Digits,
    End = add(Column, length(Text)),
    Plain = without_underscores(Digits),
    try
        Value = case Kind of integer -> list_to_integer(Plain, Base); float -> list_to_float(Plain) end,
        {{Kind, anno(Line, Column, Kind, Text, How), Value}, Rest, Line, End}
    catch
        error:_ -> wrong({illegal, Kind}, Line, Column, Line, End, Rest)
    end.

without_underscores(Digits) -> [C || C <- Digits, C =/= $_].

%% ---- Places ----

place(#found{line = Line, column = Column}) -> location(Line, Column).

location(Line, none) -> Line;
location(Line, Column) -> {Line, Column}.

add(none, _) -> none;
add(Column, N) -> Column + N.

first(none, _) -> none;
first(_, N) -> N.

anno(Line, Column, _, _, #how{text = none}) -> erl_anno:new(location(Line, Column));
anno(Line, Column, Category, Text, #how{text = Keep}) ->
    Anno = erl_anno:new(location(Line, Column)),
    case Keep(Category, Text) of
        true -> erl_anno:set_text(Text, Anno);
        false -> Anno
    end.

wrong(What, Line, Column, EndLine, EndColumn, Rest) ->
    {error, {location(Line, Column), erl_scan, What}, location(EndLine, EndColumn), Rest}.

format_error({string, Quote, Start}) ->
    Kind = case Quote of $' -> "atom"; _ -> "string" end,
    lists:flatten(["unterminated ", Kind, " starting with ", io_lib:write_string(Start, Quote)]);
format_error({illegal, Kind}) -> lists:flatten(io_lib:format("illegal ~w", [Kind]));
format_error(char) -> "unterminated character";
format_error({base, Base}) -> lists:flatten(io_lib:format("illegal base '~w'", [Base]));
format_error(Other) -> lists:flatten(io_lib:write(Other)).

%% ---- What a token says ----

category({Category, _}) -> Category;
category({Category, _, _}) -> Category;
category(Other) -> erlang:error(badarg, [Other]).

symbol({Category, _}) -> Category;
symbol({_, _, Symbol}) -> Symbol;
symbol(Other) -> erlang:error(badarg, [Other]).

column(Token) -> erl_anno:column(element(2, Token)).

end_location(Token) -> erl_anno:end_location(element(2, Token)).

line(Token) -> erl_anno:line(element(2, Token)).

location(Token) -> erl_anno:location(element(2, Token)).

text(Token) -> erl_anno:text(element(2, Token)).
