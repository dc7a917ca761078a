%% Strings as lists of characters. The functions that see a text as graphemes take flat lists here, of
%% characters that are graphemes by themselves (below 16#300, and "\r\n"); others are refused with
%% {not_supported, Text}.
-module(string).
-compile({no_auto_import, [length/1]}).

%% By index and character.
-export([centre/2, centre/3, chars/2, chars/3, chr/2, concat/2, copies/2, cspan/2, join/2, left/2, left/3,
         len/1, rchr/2, right/2, right/3, rstr/2, span/2, str/2, strip/1, strip/2, strip/3, sub_string/2,
         sub_string/3, sub_word/2, sub_word/3, substr/2, substr/3, to_lower/1, to_upper/1, tokens/2, words/1,
         words/2]).
%% By grapheme.
-export([chomp/1, equal/2, find/2, find/3, is_empty/1, length/1, lexemes/2, lowercase/1, nth_lexeme/3,
         pad/2, pad/3, pad/4, prefix/2, replace/3, replace/4, reverse/1, slice/2, slice/3, split/2, split/3,
         take/2, titlecase/1, to_float/1, to_graphemes/1, to_integer/1, trim/1, trim/2, trim/3,
         uppercase/1]).

%% ---- By index and character ----

len(S) -> erlang:length(S).

concat(A, B) -> A ++ B.

chr(S, C) when is_integer(C) -> chr(S, C, 1).

chr([], _, _) -> 0;
chr([C | _], C, I) -> I;
chr([_ | S], C, I) -> chr(S, C, I + 1).

rchr(S, C) when is_integer(C) -> rchr(S, C, 1, 0).

rchr([], _, _, Last) -> Last;
rchr([C | S], C, I, _) -> rchr(S, C, I + 1, I);
rchr([_ | S], C, I, Last) -> rchr(S, C, I + 1, Last).

str(S, Sub) when is_list(Sub) -> str(S, Sub, 1).

str([], _, _) -> 0;
str([C | Rest], [C | Sub], I) ->
    case lists:prefix(Sub, Rest) of
        true -> I;
        false -> str(Rest, [C | Sub], I + 1)
    end;
str([_ | Rest], Sub, I) -> str(Rest, Sub, I + 1).

rstr(S, Sub) when is_list(Sub) -> rstr(S, Sub, 1, 0).

rstr([], _, _, Last) -> Last;
rstr([C | Rest], [C | Sub], I, Last) ->
    case lists:prefix(Sub, Rest) of
        true -> rstr(Rest, [C | Sub], I + 1, I);
        false -> rstr(Rest, [C | Sub], I + 1, Last)
    end;
rstr([_ | Rest], Sub, I, Last) -> rstr(Rest, Sub, I + 1, Last).

span(S, Chars) when is_list(Chars) -> span(S, Chars, true, 0).

cspan(S, Chars) when is_list(Chars) -> span(S, Chars, false, 0).

span([], _, _, N) -> N;
span([C | S], Chars, In, N) ->
    case lists:member(C, Chars) of
        In -> span(S, Chars, In, N + 1);
        _ -> N
    end.

substr(S, 1) when is_list(S) -> S;
substr(S, From) when is_integer(From), From > 1 -> behind(S, From).

substr(S, From, N) when is_integer(From), From >= 1, is_integer(N), N >= 0 -> at_most(behind(S, From), N).

behind(S, 1) when is_list(S) -> S;
behind([_ | S], From) -> behind(S, From - 1).

at_most([C | S], N) when N > 0 -> [C | at_most(S, N - 1)];
at_most(S, _) when is_list(S) -> [].

sub_string(S, From) -> substr(S, From).

sub_string(S, From, To) -> substr(S, From, To - From + 1).

tokens(S, Separators) ->
    case Separators of
        [] ->
            case S of
                [] -> [];
                [_ | _] -> [S]
            end;
        [_ | _] -> tokens(lists:reverse(S), Separators, [], [])
    end.

%% From the end, so that neither the tokens nor the list of them have to be turned round.
tokens([], _, [], Tokens) -> Tokens;
tokens([], _, Token, Tokens) -> [Token | Tokens];
tokens([C | S], Separators, Token, Tokens) ->
    case lists:member(C, Separators) of
        false -> tokens(S, Separators, [C | Token], Tokens);
        true when Token =:= [] -> tokens(S, Separators, [], Tokens);
        true -> tokens(S, Separators, [], [Token | Tokens])
    end.

join([], Between) when is_list(Between) -> [];
join([S | Rest], Between) -> S ++ lists:append([Between ++ Next || Next <- Rest]).

chars(C, N) -> chars(C, N, []).

chars(C, N, Tail) when N > 0 -> chars(C, N - 1, [C | Tail]);
chars(C, 0, Tail) when is_integer(C) -> Tail.

copies(S, N) when is_list(S), is_integer(N), N >= 0 -> copies(S, N, []).

copies(_, 0, Copies) -> Copies;
copies(S, N, Copies) -> copies(S, N - 1, S ++ Copies).

words(S) -> words(S, $\s).

words(S, Separator) when is_integer(Separator) -> count_words(strip(S, both, Separator), Separator, 1).

count_words([], _, N) -> N;
count_words([Separator | S], Separator, N) -> count_words(strip(S, left, Separator), Separator, N + 1);
count_words([_ | S], Separator, N) -> count_words(S, Separator, N).

sub_word(S, N) -> sub_word(S, N, $\s).

sub_word(S, N, Separator) when is_integer(N), is_integer(Separator) ->
    case words(S, Separator) < N of
        true -> [];
        false -> word(strip(S, left, Separator), N, Separator)
    end.

word(S, 1, Separator) -> lists:takewhile(fun(C) -> C =/= Separator end, S);
word([], _, _) -> [];
word([Separator | S], N, Separator) when N > 1 -> word(strip(S, left, Separator), N - 1, Separator);
word([_ | S], N, Separator) when N > 1 -> word(S, N, Separator).

strip(S) -> strip(S, both).

strip(S, left) -> strip_left(S, $\s);
strip(S, right) -> strip_right(S, $\s);
strip(S, both) -> strip_right(strip_left(S, $\s), $\s).

strip(S, left, C) -> strip_left(S, C);
strip(S, right, C) -> strip_right(S, C);
strip(S, both, C) -> strip_right(strip_left(S, C), C).

strip_left([C | S], C) -> strip_left(S, C);
strip_left([_ | _] = S, C) when is_integer(C) -> S;
strip_left([], C) when is_integer(C) -> [].

strip_right([C | S], C) ->
    case strip_right(S, C) of
        [] -> [];
        Rest -> [C | Rest]
    end;
strip_right([X | S], C) -> [X | strip_right(S, C)];
strip_right([], C) when is_integer(C) -> [].

left(S, N) when is_integer(N) -> left(S, N, $\s).

left(S, N, C) when is_integer(C) ->
    case erlang:length(S) of
        Length when Length > N -> substr(S, 1, N);
        Length when Length < N -> S ++ chars(C, N - Length);
        _ -> S
    end.

right(S, N) when is_integer(N) -> right(S, N, $\s).

right(S, N, C) when is_integer(C) ->
    case erlang:length(S) of
        Length when Length > N -> substr(S, Length - N + 1);
        Length when Length < N -> chars(C, N - Length, S);
        _ -> S
    end.

centre(S, N) when is_integer(N) -> centre(S, N, $\s).

centre(S, 0, C) when is_list(S), is_integer(C) -> [];
centre(S, N, C) when is_integer(C) ->
    case erlang:length(S) of
        Length when Length > N -> substr(S, (Length - N) div 2 + 1, N);
        Length when Length < N ->
            Before = (N - Length) div 2,
            chars(C, Before, S ++ chars(C, N - Length - Before));
        _ -> S
    end.

to_lower(S) when is_list(S) -> [lower(C) || C <- S];
to_lower(C) when is_integer(C) -> lower(C).

to_upper(S) when is_list(S) -> [upper(C) || C <- S];
to_upper(C) when is_integer(C) -> upper(C).

lower(C) when is_integer(C), C >= $A, C =< $Z;
              is_integer(C), C >= 16#C0, C =< 16#DE, C =/= 16#D7 -> C + 32;
lower(C) -> C.

upper(C) when is_integer(C), C >= $a, C =< $z;
              is_integer(C), C >= 16#E0, C =< 16#FE, C =/= 16#F7 -> C - 32;
upper(C) -> C.

%% ---- By grapheme ----

%% The text as a list of graphemes: characters, and [$\r, $\n].
graphemes(S) -> graphemes(S, S).

graphemes([], _) -> [];
graphemes([$\r, $\n | Rest], All) -> [[$\r, $\n] | graphemes(Rest, All)];
graphemes([C | Rest], All) when is_integer(C), C >= 0, C < 16#300 -> [C | graphemes(Rest, All)];
graphemes(_, All) -> erlang:error({not_supported, All}).

%% The text as it is matched with patterns and sets of characters: "\r\n" is one only for a set that has
%% it or "\r".
matched(S, Chars) ->
    case lists:member([$\r, $\n], Chars) orelse lists:member($\r, Chars) of
        true -> graphemes(S);
        false -> text(graphemes(S))
    end.

text([]) -> [];
text([[$\r, $\n] | Rest]) -> [$\r, $\n | text(Rest)];
text([C | Rest]) -> [C | text(Rest)].

to_graphemes(S) -> graphemes(S).

is_empty([]) -> true;
is_empty([X | Rest]) -> is_empty(X) andalso is_empty(Rest);
is_empty(_) -> false.

length(S) -> erlang:length(graphemes(S)).

equal(A, B) -> graphemes(A) =:= graphemes(B).

reverse(S) -> lists:reverse(graphemes(S)).

slice(S, From) when is_integer(From), From >= 0 -> text(skip(graphemes(S), From)).

slice(S, From, N) when is_integer(From), From >= 0, is_integer(N), N > 0 ->
    text(lists:sublist(skip(graphemes(S), From), N));
slice(S, From, infinity) -> slice(S, From);
slice(_, _, 0) -> [].

skip(L, 0) -> L;
skip([], _) -> [];
skip([_ | L], N) -> skip(L, N - 1).

pad(S, N) -> pad(S, N, trailing, $\s).

pad(S, N, Side) -> pad(S, N, Side, $\s).

pad(S, N, leading, C) when is_integer(N) -> [lists:duplicate(max(0, N - length(S)), C), S];
pad(S, N, trailing, C) when is_integer(N) -> [S | lists:duplicate(max(0, N - length(S)), C)];
pad(S, N, both, C) when is_integer(N) ->
    Room = max(0, N - length(S)),
    Half = lists:duplicate(Room div 2, C),
    [Half, S, Half | lists:duplicate(Room rem 2, C)].

%% What trim/1 takes away, besides marks and separators beyond 16#300.
white_space() -> [[$\r, $\n], $\t, $\n, $\v, $\f, $\r, $\s, 16#85].

trim(S) -> trim(S, both, white_space()).

trim(S, Side) -> trim(S, Side, white_space()).

trim(S, _, []) -> S;
trim(S, leading, Chars) when is_list(Chars) -> text(without(matched(S, Chars), Chars));
trim(S, trailing, Chars) when is_list(Chars) ->
    text(lists:reverse(without(lists:reverse(matched(S, Chars)), Chars)));
trim(S, both, Chars) when is_list(Chars) -> trim(trim(S, leading, Chars), trailing, Chars).

without(L, Chars) -> lists:dropwhile(fun(G) -> lists:member(G, Chars) end, L).

chomp(S) -> trim(S, trailing, [[$\r, $\n], $\n]).

take(S, []) -> {[], S};
take(S, Chars) ->
    {Taken, Rest} = lists:splitwith(fun(G) -> lists:member(G, Chars) end, graphemes(S)),
    {Taken, text(Rest)}.

%% Case beyond Latin-1 needs tables that are not here.
uppercase(S) when is_list(S) -> lists:append([upper_text(C) || C <- latin1(S)]).

lowercase(S) when is_list(S) -> [lower(C) || C <- latin1(S)].

titlecase([]) -> [];
titlecase([16#DF | S]) -> "Ss" ++ latin1(S);
titlecase([C | S]) -> upper_text(C) ++ latin1(S).

upper_text(16#DF) -> "SS";
upper_text(16#B5) -> [16#39C];
upper_text(16#FF) -> [16#178];
upper_text(C) -> [upper(C)].

latin1(S) ->
    case lists:all(fun(C) -> is_integer(C) andalso C >= 0 andalso C < 256 end, S) of
        true -> S;
        false -> erlang:error({not_supported, S})
    end.

prefix(S, []) -> S;
prefix(S, Prefix) ->
    case starts(graphemes(S), graphemes(Prefix)) of
        {rest, Rest} -> text(Rest);
        false -> nomatch
    end.

starts(Rest, []) -> {rest, Rest};
starts([G | L], [G | Prefix]) -> starts(L, Prefix);
starts(_, _) -> false.

split(S, Pattern) -> split(S, Pattern, leading).

split(S, Pattern, Where) ->
    case is_empty(Pattern) of
        true -> [S];
        false ->
            case parts(text(graphemes(S)), text(graphemes(Pattern)), []) of
                [_] -> [S];
                Parts -> split_at(Where, Parts, Pattern)
            end
    end.

%% The text between all places where the pattern stands.
parts([], _, Part) -> [lists:reverse(Part)];
parts([G | Rest] = L, Pattern, Part) ->
    case starts(L, Pattern) of
        {rest, Behind} -> [lists:reverse(Part) | parts(Behind, Pattern, [])];
        false -> parts(Rest, Pattern, [G | Part])
    end.

split_at(all, Parts, _) -> Parts;
split_at(leading, [First | Parts], Pattern) ->
    [First, join(Parts, Pattern)];
split_at(trailing, Parts, Pattern) ->
    [join(lists:droplast(Parts), Pattern), lists:last(Parts)].

replace(S, Pattern, New) -> lists:join(New, split(S, Pattern)).

replace(S, Pattern, New, Where) -> lists:join(New, split(S, Pattern, Where)).

lexemes([], _) -> [];
lexemes(S, []) -> [S];
lexemes(S, Separators) when is_list(Separators) ->
    [text(Lexeme) || Lexeme <- lexemes(matched(S, Separators), Separators, [])].

lexemes([], _, []) -> [];
lexemes([], _, Lexeme) -> [lists:reverse(Lexeme)];
lexemes([G | L], Separators, Lexeme) ->
    case lists:member(G, Separators) of
        false -> lexemes(L, Separators, [G | Lexeme]);
        true when Lexeme =:= [] -> lexemes(L, Separators, []);
        true -> [lists:reverse(Lexeme) | lexemes(L, Separators, [])]
    end.

nth_lexeme(S, 1, []) -> S;
nth_lexeme(S, N, Separators) when is_list(S), is_list(Separators), is_integer(N), N > 0 ->
    Lexemes = lexemes(S, Separators),
    case erlang:length(Lexemes) < N of
        true -> [];
        false -> lists:nth(N, Lexemes)
    end.

find(S, Pattern) -> find(S, Pattern, leading).

find(S, [], _) -> S;
find(S, Pattern, leading) -> first_place(text(graphemes(S)), text(graphemes(Pattern)));
find(S, Pattern, trailing) -> last_place(text(graphemes(S)), text(graphemes(Pattern)), nomatch).

first_place([], _) -> nomatch;
first_place([_ | Rest] = L, Pattern) ->
    case starts(L, Pattern) of
        false -> first_place(Rest, Pattern);
        _ -> L
    end.

last_place([], _, Found) -> Found;
last_place([_ | Rest] = L, Pattern, Found) ->
    case starts(L, Pattern) of
        false -> last_place(Rest, Pattern, Found);
        _ -> last_place(Rest, Pattern, L)
    end.

%% ---- Numbers at the start of a text ----

to_integer(S) when is_list(S) ->
    case sign(S) of
        {Sign, [C | _] = Digits} when C >= $0, C =< $9 ->
            {Number, Rest} = lists:splitwith(fun is_digit/1, Digits),
            {list_to_integer(Sign ++ Number), Rest};
        {[], [C | _]} when C =:= $+; C =:= $- -> {error, no_integer};
        _ -> {error, no_integer}
    end;
to_integer(_) -> {error, badarg}.

to_float(S) when is_list(S) ->
    {Sign, Rest} = sign(S),
    case lists:splitwith(fun is_digit/1, Rest) of
        {[_ | _] = Whole, [Point | Behind]} when Point =:= $.; Point =:= $, ->
            case lists:splitwith(fun is_digit/1, Behind) of
                {[_ | _] = Part, More} ->
                    {Exponent, Left} = exponent(More),
                    {list_to_float(Sign ++ Whole ++ "." ++ Part ++ Exponent), Left};
                {[], _} -> {error, no_float}
            end;
        _ -> {error, no_float}
    end;
to_float(_) -> {error, badarg}.

sign([C | S]) when C =:= $+; C =:= $- -> {[C], S};
sign(S) -> {[], S}.

exponent([E | S]) when E =:= $e; E =:= $E ->
    {Sign, Rest} = sign(S),
    case lists:splitwith(fun is_digit/1, Rest) of
        {[_ | _] = Digits, Left} -> {"e" ++ Sign ++ Digits, Left};
        {[], _} -> {[], [E | S]}
    end;
exponent(S) -> {[], S}.

is_digit(C) -> C >= $0 andalso C =< $9.
