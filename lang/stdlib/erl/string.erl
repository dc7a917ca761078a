%% Strings. The old functions take lists and see characters; the others take any text, as unicode_util
%% does, and see graphemes. What they give of a binary are parts of it; what they give of nested lists
%% is a flat list where OTP sometimes leaves binaries in it.
-module(string).
-compile({no_auto_import, [length/1, list_to_integer/1, list_to_float/1]}).

%% By index and character.
-export([centre/2, centre/3, chars/2, chars/3, chr/2, concat/2, copies/2, cspan/2, join/2, left/2, left/3,
         len/1, rchr/2, right/2, right/3, rstr/2, span/2, str/2, strip/1, strip/2, strip/3, sub_string/2,
         sub_string/3, sub_word/2, sub_word/3, substr/2, substr/3, to_lower/1, to_upper/1, tokens/2, words/1,
         words/2]).
%% By grapheme.
-export([casefold/1, chomp/1, equal/2, equal/3, equal/4, find/2, find/3, is_empty/1, length/1, lexemes/2,
         list_to_float/1, list_to_integer/1, lowercase/1, next_codepoint/1, next_grapheme/1, nth_lexeme/3,
         pad/2, pad/3, pad/4, prefix/2, replace/3, replace/4, reverse/1, slice/2, slice/3, split/2, split/3,
         take/2, take/3, take/4, titlecase/1, to_float/1, to_graphemes/1, to_integer/1, trim/1, trim/2,
         trim/3, uppercase/1]).

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
        [Separator] -> tokens_at(lists:reverse(S), Separator, [], []);
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

tokens_at([], _, [], Tokens) -> Tokens;
tokens_at([], _, Token, Tokens) -> [Token | Tokens];
tokens_at([Separator | S], Separator, [], Tokens) -> tokens_at(S, Separator, [], Tokens);
tokens_at([Separator | S], Separator, Token, Tokens) -> tokens_at(S, Separator, [], [Token | Tokens]);
tokens_at([C | S], Separator, Token, Tokens) -> tokens_at(S, Separator, [C | Token], Tokens).

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

to_lower(S) when is_list(S) -> [lower_latin1(C) || C <- S];
to_lower(C) when is_integer(C) -> lower_latin1(C).

to_upper(S) when is_list(S) -> [upper_latin1(C) || C <- S];
to_upper(C) when is_integer(C) -> upper_latin1(C).

lower_latin1(C) when is_integer(C), C >= $A, C =< $Z;
              is_integer(C), C >= 16#C0, C =< 16#DE, C =/= 16#D7 -> C + 32;
lower_latin1(C) -> C.

upper_latin1(C) when is_integer(C), C >= $a, C =< $z;
              is_integer(C), C >= 16#E0, C =< 16#FE, C =/= 16#F7 -> C - 32;
upper_latin1(C) -> C.

%% ---- By grapheme ----

next_codepoint(Text) -> unicode_util:cp(Text).

next_grapheme(Text) -> unicode_util:gc(Text).

is_empty([]) -> true;
is_empty(<<>>) -> true;
is_empty([Text | Rest]) -> is_empty(Text) andalso is_empty(Rest);
is_empty(_) -> false.

length(Text) -> count(Text, 0).

%% Of the first 256 characters only "\r\n" is one grapheme.
count([A | [B | _] = Rest], N) when is_integer(A), A >= 0, A < 256, A =/= $\r, is_integer(B), B >= 0, B < 256 ->
    count(Rest, N + 1);
count(Text, N) when is_binary(Text) ->
    {Count, Bytes} = swerl_text:plain(Text, infinity),
    <<_:Bytes/binary, Rest/binary>> = Text,
    count_next(Rest, N + Count, one_by_one(Count));
count(Text, N) -> count_next(Text, N, 1).

count_next(Text, N, 0) -> count(Text, N);
count_next(Text, N, Steps) ->
    case unicode_util:gc(Text) of
        [_ | Rest] -> count_next(Rest, N + 1, Steps - 1);
        [] -> N;
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

%% How many graphemes are taken one by one behind so many plain characters: where these are few, it is not worth it to
%% look for more of them each time.
one_by_one(Plain) when Plain < 3 -> 7;
one_by_one(_) -> 1.

to_graphemes(Text) ->
    case unicode_util:gc(Text) of
        [G | Rest] -> [G | to_graphemes(Rest)];
        [] -> [];
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

reverse(Text) -> reverse(Text, []).

reverse(Text, Reversed) when is_binary(Text) ->
    {Count, Bytes} = swerl_text:plain(Text, infinity),
    <<Plain:Bytes/binary, Rest/binary>> = Text,
    reverse_next(Rest, lists:reverse(unicode:characters_to_list(Plain), Reversed), one_by_one(Count));
reverse(Text, Reversed) -> reverse_next(Text, Reversed, 1).

reverse_next(Text, Reversed, 0) -> reverse(Text, Reversed);
reverse_next(Text, Reversed, Steps) ->
    case unicode_util:gc(Text) of
        [G | Rest] -> reverse_next(Rest, [G | Reversed], Steps - 1);
        [] -> Reversed;
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

equal(A, B) when is_binary(A), is_binary(B) -> A =:= B;
equal([], B) -> is_empty(B);
equal(A, B) -> same(A, B, fun(Text) -> Text end).

equal(A, B, false) -> equal(A, B);
equal(A, B, true) -> same(A, B, fun unicode_util:casefold/1).

equal(A, B, IgnoreCase, none) -> equal(A, B, IgnoreCase);
equal(A, B, IgnoreCase, Norm) -> equal(normal(Norm, A), normal(Norm, B), IgnoreCase).

normal(nfc, Text) -> unicode:characters_to_nfc_list(Text);
normal(nfd, Text) -> unicode:characters_to_nfd_list(Text);
normal(nfkc, Text) -> unicode:characters_to_nfkc_list(Text);
normal(nfkd, Text) -> unicode:characters_to_nfkd_list(Text).

same(A, B, Change) ->
    case {unicode_util:cp(Change(A)), unicode_util:cp(Change(B))} of
        {[C | RestA], [C | RestB]} -> same(RestA, RestB, Change);
        {[], []} -> true;
        {L1, L2} when is_list(L1), is_list(L2) -> false
    end.

%% ---- Parts ----

slice(Text, From) when is_integer(From), From >= 0 -> of_kind(Text, behind_graphemes(Text, From)).

slice(Text, From, N) when is_integer(From), From >= 0, is_integer(N), N > 0 ->
    case of_kind(Text, behind_graphemes(Text, From)) of
        Rest when is_binary(Rest) -> up_to(Rest, behind_graphemes(Rest, N));
        Rest -> first_graphemes(Rest, N)
    end;
slice(Text, From, infinity) when is_integer(From), From >= 0 -> slice(Text, From);
slice(Text, _, 0) -> of_kind(Text, []).

%% A part of a text, which is a binary where the text was one.
of_kind(Text, []) when is_binary(Text) -> <<>>;
of_kind(_, Part) -> Part.

%% What stands in a binary before its rest.
up_to(Binary, []) -> Binary;
up_to(Binary, Rest) -> binary:part(Binary, 0, byte_size(Binary) - byte_size(Rest)).

behind_graphemes(Text, 0) -> Text;
behind_graphemes(Text, N) when is_binary(Text) ->
    {Count, Bytes} = swerl_text:plain(Text, N),
    <<_:Bytes/binary, Rest/binary>> = Text,
    behind_next(Rest, N - Count, one_by_one(Count));
behind_graphemes(Text, N) -> behind_next(Text, N, 1).

behind_next(Text, 0, _) -> Text;
behind_next(Text, N, 0) -> behind_graphemes(Text, N);
behind_next(Text, N, Steps) ->
    case unicode_util:gc(Text) of
        [_ | Rest] -> behind_next(Rest, N - 1, Steps - 1);
        [] -> [];
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

first_graphemes(_, 0) -> [];
first_graphemes(Text, N) ->
    case unicode_util:gc(Text) of
        [G | Rest] -> onto(G, first_graphemes(Rest, N - 1));
        [] -> [];
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

%% A grapheme or character in front of a text.
onto(C, Text) when is_integer(C), is_binary(Text) -> [C | binary_or_end(Text)];
onto(C, Text) when is_integer(C) -> [C | Text];
onto(Characters, Text) -> Characters ++ Text.

binary_or_end(<<>>) -> [];
binary_or_end(Text) -> [Text].

%% The same for a text that is kept in reverse.
reverse_onto(C, Reversed) when is_integer(C) -> [C | Reversed];
reverse_onto(Characters, Reversed) -> lists:reverse(Characters, Reversed).

pad(Text, N) -> pad(Text, N, trailing, $\s).

pad(Text, N, Side) -> pad(Text, N, Side, $\s).

pad(Text, N, leading, C) when is_integer(N) -> [lists:duplicate(missing(Text, N), C), Text];
pad(Text, N, trailing, C) when is_integer(N) -> [Text | lists:duplicate(missing(Text, N), C)];
pad(Text, N, both, C) when is_integer(N) ->
    Room = missing(Text, N),
    Half = lists:duplicate(Room div 2, C),
    [Half, Text, Half | lists:duplicate(Room rem 2, C)].

missing(Text, N) -> max(0, N - length(Text)).

%% ---- Sets of graphemes ----

%% With the first characters of all, by which most of a text is passed without looking for graphemes.
set(Graphemes) ->
    {Graphemes, [case G of
                     _ when is_integer(G) -> G;
                     _ -> hd(unicode_util:cp(G))
                 end || G <- Graphemes]}.

%% What the next grapheme is: {in, G, Rest}, {out, Character or grapheme, Rest} or the end; {wrong, Rest} at
%% a byte that is no text.
step([C | Rest] = Text, Set) when is_integer(C) -> step(C, Rest, Text, Set);
step(<<C/utf8, Rest/binary>> = Text, Set) -> step(C, Rest, Text, Set);
step(<<>>, _) -> none;
step(<<_, Rest/binary>>, _) -> {wrong, Rest};
step(Text, Set) ->
    case unicode_util:cp(Text) of
        [_ | _] = Next -> step(Next, Set);
        [] -> none;
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

step(C, Rest, Text, {Graphemes, First}) ->
    case lists:member(C, First) of
        false -> {out, C, Rest};
        true ->
            [G | Behind] = unicode_util:gc(Text),
            case lists:member(G, Graphemes) of
                true -> {in, G, Behind};
                false -> {out, G, Behind}
            end
    end.

trim(Text) -> trimmed(Text, both, blanks()).

trim(Text, Side) when Side =:= leading; Side =:= trailing; Side =:= both -> trimmed(Text, Side, blanks());
trim(Text, Side) -> trim(Text, Side, unicode_util:whitespace()).

trim(Text, _, []) -> Text;
trim(Text, Side, Graphemes) when is_list(Graphemes), Side =:= leading;
                                 is_list(Graphemes), Side =:= trailing;
                                 is_list(Graphemes), Side =:= both ->
    trimmed(Text, Side, set(Graphemes)).

%% The set of unicode_util:whitespace().
blanks() ->
    {[[$\r, $\n], $\t, $\n, $\v, $\f, $\r, $\s, 16#85, 16#200E, 16#200F, 16#2028, 16#2029],
     [$\s, $\n, $\t, $\r, $\v, $\f, 16#85, 16#200E, 16#200F, 16#2028, 16#2029]}.

trimmed(Text, leading, Set) -> of_kind(Text, trim_left(Text, Set));
trimmed(Text, trailing, Set) when is_binary(Text) ->
    binary:part(Text, 0, byte_size(Text) - byte_size(last_run(Text, in, Set, Text)));
trimmed(Text, trailing, Set) -> trim_right(Text, Set);
trimmed(Text, both, Set) -> trimmed(trimmed(Text, leading, Set), trailing, Set).

trim_left([C | _] = Text, {_, First} = Set) when is_integer(C) ->
    case lists:member(C, First) of
        false -> Text;
        true -> trim_left_next(Text, Set)
    end;
trim_left(Text, Set) -> trim_left_next(Text, Set).

trim_left_next(Text, Set) ->
    case step(Text, Set) of
        {in, _, Rest} -> trim_left(Rest, Set);
        {out, _, _} -> Text;
        none -> [];
        {wrong, _} -> erlang:error({badarg, Text})
    end.

trim_right([C | Rest] = Text, {_, First} = Set) when is_integer(C) ->
    case lists:member(C, First) of
        false -> [C | trim_right(Rest, Set)];
        true -> trim_right_next(Text, Set)
    end;
trim_right(Text, Set) -> trim_right_next(Text, Set).

trim_right_next(Text, Set) ->
    case step(Text, Set) of
        {out, X, Rest} -> onto(X, trim_right(Rest, Set));
        {in, G, Rest} ->
            case trim_right(Rest, Set) of
                [] -> [];
                Trimmed -> onto(G, Trimmed)
            end;
        none -> []
    end.

%% The end of a binary from where on all is in the set, or out of it. Run: where that may start.
last_run(Text, Wanted, Set, Run) ->
    case step(Text, Set) of
        {Wanted, _, Rest} -> last_run(Rest, Wanted, Set, Run);
        {_, _, Rest} -> last_run(Rest, Wanted, Set, Rest);
        {wrong, Rest} when Wanted =:= in -> last_run(Rest, Wanted, Set, Rest);
        {wrong, Rest} -> last_run(Rest, Wanted, Set, Run);
        none -> of_kind(<<>>, Run)
    end.

chomp(Text) -> trim(Text, trailing, [[$\r, $\n], $\n]).

take(Text, Graphemes) -> take(Text, Graphemes, false, leading).

take(Text, Graphemes, Complement) -> take(Text, Graphemes, Complement, leading).

take(Text, [], false, leading) -> {of_kind(Text, []), Text};
take(Text, [], false, trailing) -> {Text, of_kind(Text, [])};
take(Text, [], true, leading) -> {Text, of_kind(Text, [])};
take(Text, [], true, trailing) -> {of_kind(Text, []), Text};
take(Text, Graphemes, Complement, leading) ->
    take_left(Text, wanted(Complement), set(Graphemes), Text, []);
take(Text, Graphemes, Complement, trailing) when is_binary(Text) ->
    Run = last_run(Text, wanted(Complement), set(Graphemes), Text),
    {up_to(Text, Run), Run};
take(Text, Graphemes, Complement, trailing) -> take_right(Text, wanted(Complement), set(Graphemes)).

wanted(false) -> in;
wanted(true) -> out.

take_left(Text, Wanted, Set, All, Taken) ->
    case step(Text, Set) of
        {Wanted, X, Rest} -> take_left(Rest, Wanted, Set, All, reverse_onto(X, Taken));
        {wrong, Rest} when Wanted =:= out -> take_left(Rest, Wanted, Set, All, Taken);
        {wrong, _} -> erlang:error({badarg, Text});
        none when is_binary(All) -> {All, <<>>};
        none -> {lists:reverse(Taken), []};
        _ when is_binary(All) -> {up_to(All, Text), Text};
        _ -> {lists:reverse(Taken), Text}
    end.

take_right(Text, Wanted, Set) ->
    case take_step(Text, Wanted, Set) of
        none -> {[], []};
        {Wanted, X, Rest} ->
            case take_right(Rest, Wanted, Set) of
                {[], Taken} -> {[], onto(X, Taken)};
                {Before, Taken} -> {onto(X, Before), Taken}
            end;
        {_, X, Rest} ->
            {Before, Taken} = take_right(Rest, Wanted, Set),
            {onto(X, Before), Taken}
    end.

%% The end of a list that is out of a set is taken by whole graphemes.
take_step(Text, in, Set) -> step(Text, Set);
take_step(Text, out, {Graphemes, _}) ->
    case unicode_util:gc(Text) of
        [] -> none;
        [G | Rest] ->
            case lists:member(G, Graphemes) of
                true -> {in, G, Rest};
                false -> {out, G, Rest}
            end;
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

lexemes([], _) -> [];
lexemes(Text, []) -> [Text];
lexemes(Text, Separators) when is_list(Separators) -> lexemes_of(Text, set(Separators)).

lexemes_of(Text, Set) ->
    case trim_left(Text, Set) of
        Start when Start =:= []; Start =:= <<>> -> [];
        Start ->
            {Lexeme, Rest} = lexeme(Start, Set, Start, []),
            [Lexeme | lexemes_of(Rest, Set)]
    end.

%% A lexeme and what is behind the separator that ends it.
lexeme(Text, {_, First} = Set, Start, Lexeme) when is_binary(Start) ->
    Passed = swerl_text:until(Text, First),
    <<_:Passed/binary, Behind/binary>> = Text,
    case step(Behind, Set) of
        {out, _, Rest} -> lexeme(Rest, Set, Start, Lexeme);
        {wrong, Rest} -> lexeme(Rest, Set, Start, Lexeme);
        {in, _, Rest} -> {up_to(Start, Behind), Rest};
        none -> {Start, <<>>}
    end;
lexeme(Text, Set, Start, Lexeme) ->
    case step(Text, Set) of
        {out, X, Rest} -> lexeme(Rest, Set, Start, reverse_onto(X, Lexeme));
        {wrong, Rest} -> lexeme(Rest, Set, Start, Lexeme);
        {in, _, Rest} -> {lists:reverse(Lexeme), Rest};
        none -> {lists:reverse(Lexeme), []}
    end.

nth_lexeme(Text, 1, []) -> Text;
nth_lexeme(Text, N, Separators) when is_list(Separators), is_integer(N), N > 0 ->
    nth_lexeme_of(Text, N, set(Separators)).

nth_lexeme_of(Text, N, Set) ->
    case trim_left(Text, Set) of
        [] -> of_kind(Text, []);
        Start ->
            case lexeme(Start, Set, Start, []) of
                {Lexeme, _} when N =:= 1 -> Lexeme;
                {_, Rest} -> nth_lexeme_of(Rest, N - 1, Set)
            end
    end.

%% ---- Texts in texts ----

prefix(Text, Prefix) ->
    case unicode:characters_to_list(Prefix) of
        [] -> Text;
        Characters -> of_kind(Text, after_pattern(Text, Characters))
    end.

%% What stands behind a pattern, if a text starts with it; its last character has to be a grapheme.
after_pattern(Text, [Last]) ->
    case unicode_util:gc(Text) of
        [Last | Rest] -> Rest;
        _ -> nomatch
    end;
after_pattern([C | Rest], [C | Pattern]) -> after_pattern(Rest, Pattern);
after_pattern([C | _], _) when is_integer(C) -> nomatch;
after_pattern(Text, [C | Pattern]) ->
    case unicode_util:cp(Text) of
        [C | Rest] -> after_pattern(Rest, Pattern);
        _ -> nomatch
    end.

split(Text, Pattern) -> split(Text, Pattern, leading).

split(Text, Pattern, Where) ->
    case is_empty(Pattern) of
        true -> [Text];
        false ->
            Characters = unicode:characters_to_list(Pattern),
            case parts(Text, Characters, Where) of
                nomatch -> [Text];
                [_] -> [Text];
                Parts -> Parts
            end
    end.

parts(Text, Pattern, Where) when is_binary(Text) -> parts(Text, 0, 0, search(Pattern), Where);
parts(Text, Pattern, Where) -> list_parts(Text, Pattern, Where, []).

%% Part: what has been passed since the last match, in reverse.
list_parts(Text, [First | _] = Pattern, Where, Part) ->
    case unicode_util:cp(Text) of
        [First | Rest] ->
            case after_pattern(Text, Pattern) of
                nomatch -> list_parts(Rest, Pattern, Where, [First | Part]);
                Behind when Where =:= leading -> [lists:reverse(Part), Behind];
                Behind when Where =:= all -> [lists:reverse(Part) | list_parts(Behind, Pattern, all, [])];
                Behind when Where =:= trailing ->
                    case list_parts(Rest, Pattern, trailing, [First | Part]) of
                        nomatch -> [lists:reverse(Part), Behind];
                        Later -> Later
                    end
            end;
        [C | Rest] -> list_parts(Rest, Pattern, Where, [C | Part]);
        [] when Where =:= all -> [lists:reverse(Part)];
        [] -> nomatch;
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

%% The same for a binary: a part that starts there, and is searched from there on.
parts(Binary, Start, From, Search, Where) ->
    case place(Binary, From, Search) of
        nomatch when Where =:= all -> [binary:part(Binary, Start, byte_size(Binary) - Start)];
        nomatch -> nomatch;
        {Place, Behind} when Where =:= leading -> [binary:part(Binary, 0, Place), Behind];
        {Place, Behind} when Where =:= all ->
            Next = byte_size(Binary) - byte_size(Behind),
            [binary:part(Binary, Start, Place - Start) | parts(Binary, Next, Next, Search, all)];
        {Place, Behind} when Where =:= trailing ->
            case parts(Binary, Start, Place + 1, Search, trailing) of
                nomatch -> [binary:part(Binary, 0, Place), Behind];
                Later -> Later
            end
    end.

search(Pattern) -> {Pattern, binary:compile_pattern(unicode:characters_to_binary(Pattern))}.

%% The next place of a pattern in a binary, and what stands behind it.
place(Binary, From, {Pattern, Compiled} = Search) ->
    case binary:match(Binary, Compiled, [{scope, {From, byte_size(Binary) - From}}]) of
        nomatch -> nomatch;
        {Place, _} ->
            case after_pattern(binary:part(Binary, Place, byte_size(Binary) - Place), Pattern) of
                nomatch -> place(Binary, Place + 1, Search);
                Behind -> {Place, of_kind(Binary, Behind)}
            end
    end.

replace(Text, Pattern, New) -> lists:join(New, split(Text, Pattern)).

replace(Text, Pattern, New, Where) -> lists:join(New, split(Text, Pattern, Where)).

find(Text, Pattern) -> find(Text, Pattern, leading).

find(Text, [], _) -> Text;
find(Text, <<>>, _) -> Text;
find(Text, Pattern, Where) when is_binary(Text), Where =:= leading;
                                is_binary(Text), Where =:= trailing ->
    found(Text, 0, search(unicode:characters_to_list(Pattern)), Where, nomatch);
find(Text, Pattern, leading) -> first_place(Text, unicode:characters_to_list(Pattern));
find(Text, Pattern, trailing) -> last_place(Text, unicode:characters_to_list(Pattern), nomatch).

found(Binary, From, Search, Where, Found) ->
    case place(Binary, From, Search) of
        nomatch -> Found;
        {Place, _} ->
            Text = binary:part(Binary, Place, byte_size(Binary) - Place),
            case Where of
                leading -> Text;
                trailing -> found(Binary, Place + 1, Search, trailing, Text)
            end
    end.

first_place([C | Rest], [First | _] = Pattern) when is_integer(C), C =/= First -> first_place(Rest, Pattern);
first_place(Text, [First | _] = Pattern) ->
    case unicode_util:cp(Text) of
        [First | Rest] ->
            case after_pattern(Text, Pattern) of
                nomatch -> first_place(Rest, Pattern);
                _ -> Text
            end;
        [_ | Rest] -> first_place(Rest, Pattern);
        [] -> nomatch;
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

last_place(Text, [First | _] = Pattern, Found) ->
    case unicode_util:cp(Text) of
        [First | Rest] ->
            case after_pattern(Text, Pattern) of
                nomatch -> last_place(Rest, Pattern, Found);
                _ -> last_place(Rest, Pattern, Text)
            end;
        [_ | Rest] -> last_place(Rest, Pattern, Found);
        [] -> Found;
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

%% ---- Other case ----

uppercase(Text) when is_list(Text) -> upper(Text);
uppercase(Text) when is_binary(Text) ->
    case swerl_text:upper_text(Text) of
        wrong -> unicode:characters_to_binary(upper(Text));
        Upper -> Upper
    end;
uppercase(Text) -> erlang:error({badarg, Text}).

upper([C | Rest]) when is_integer(C), C >= $a, C =< $z -> [C - 32 | upper(Rest)];
upper([C | Rest]) when is_integer(C), C >= 0, C < 128 -> [C | upper(Rest)];
upper(Text) ->
    case unicode_util:uppercase(Text) of
        [C | Rest] -> onto(C, upper(Rest));
        [] -> []
    end.

lowercase(Text) when is_list(Text) -> lowered(Text, fun unicode_util:lowercase/1);
lowercase(Text) when is_binary(Text) ->
    case swerl_text:lower_text(Text) of
        wrong -> unicode:characters_to_binary(lowered(Text, fun unicode_util:lowercase/1));
        Lower -> Lower
    end;
lowercase(Text) -> erlang:error({badarg, Text}).

casefold(Text) when is_list(Text) -> lowered(Text, fun unicode_util:casefold/1);
casefold(Text) when is_binary(Text) ->
    case swerl_text:fold_text(Text) of
        wrong -> unicode:characters_to_binary(lowered(Text, fun unicode_util:casefold/1));
        Folded -> Folded
    end;
casefold(Text) -> erlang:error({badarg, Text}).

lowered([C | Rest], Change) when is_integer(C), C >= $A, C =< $Z -> [C + 32 | lowered(Rest, Change)];
lowered([C | Rest], Change) when is_integer(C), C >= 0, C < 128 -> [C | lowered(Rest, Change)];
lowered(Text, Change) ->
    case Change(Text) of
        [C | Rest] -> onto(C, lowered(Rest, Change));
        [] -> []
    end.

titlecase(Text) when is_list(Text) ->
    case unicode_util:titlecase(Text) of
        [C | Rest] -> onto(C, Rest);
        [] -> []
    end;
titlecase(Text) when is_binary(Text) ->
    case unicode_util:titlecase(Text) of
        [C | Rest] when is_integer(C) -> <<C/utf8, Rest/binary>>;
        [Characters | Rest] -> <<(unicode:characters_to_binary(Characters))/binary, Rest/binary>>;
        [] -> <<>>
    end.

%% ---- Numbers at the start of a text ----

to_integer([C | Rest] = Text) when is_integer(C), C >= $0, C =< $9 -> digits(Rest, C - $0, Text);
to_integer(Text) -> number(Text, "+-0123456789", fun list_to_integer/1, no_integer).

to_float(Text) -> number(Text, "+-0123456789eE.,", fun list_to_float/1, no_float).

number(Text, Characters, Read, None) ->
    try take(Text, Characters) of
        {Start, Rest} ->
            case is_empty(Start) of
                true -> {error, None};
                false ->
                    Digits = unicode:characters_to_list(Start),
                    case Read(Digits) of
                        {error, _} = Error -> Error;
                        {Number, Left} when is_binary(Text) ->
                            Used = erlang:length(Digits) - erlang:length(Left),
                            {Number, binary:part(Text, Used, byte_size(Text) - Used)};
                        {Number, Left} -> {Number, Left ++ Rest}
                    end
            end
    catch
        _:_ -> {error, badarg}
    end.

%% Few digits in a flat list, and nothing behind them that may be joined to the last one, or be a sign.
digits([C | Rest], N, Text) when is_integer(C), C >= $0, C =< $9, N < 1 bsl 50 -> digits(Rest, N * 10 + C - $0, Text);
digits([C | _] = Rest, N, _) when is_integer(C), C >= 0, C < 256, C =/= $+, C =/= $-, N < 1 bsl 50 -> {N, Rest};
digits([], N, _) -> {N, []};
digits(_, _, Text) -> number(Text, "+-0123456789", fun list_to_integer/1, no_integer).

list_to_integer(Text) when is_list(Text) ->
    {Sign, Rest} = sign(Text),
    case digits(Rest) of
        {[], _} -> {error, no_integer};
        {Digits, Left} -> {erlang:list_to_integer(Sign ++ Digits), Left}
    end;
list_to_integer(_) -> {error, not_a_list}.

list_to_float(Text) when is_list(Text) ->
    {Sign, Rest} = sign(Text),
    case digits(Rest) of
        {[_ | _] = Whole, [Point | Behind]} when Point =:= $.; Point =:= $, ->
            case digits(Behind) of
                {[], _} -> {error, no_float};
                {Part, More} ->
                    {Exponent, Left} = exponent(More),
                    float_of(Sign ++ Whole ++ "." ++ Part ++ Exponent, Left)
            end;
        _ -> {error, no_float}
    end;
list_to_float(_) -> {error, not_a_list}.

float_of(Digits, Left) ->
    try {erlang:list_to_float(Digits), Left}
    catch
        error:_ -> {error, no_float}
    end.

sign([C | Text]) when C =:= $+; C =:= $- -> {[C], Text};
sign(Text) -> {[], Text}.

exponent([E | Text] = All) when E =:= $e; E =:= $E ->
    {Sign, Rest} = sign(Text),
    case digits(Rest) of
        {[], _} -> {[], All};
        {Digits, Left} -> {"e" ++ Sign ++ Digits, Left}
    end;
exponent(Text) -> {[], Text}.

digits([C | Text]) when C >= $0, C =< $9 ->
    {Digits, Rest} = digits(Text),
    {[C | Digits], Rest};
digits(Text) -> {[], Text}.
