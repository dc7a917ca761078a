%% Texts (lists of characters, binaries in UTF-8 and lists of such) taken apart from the front: into
%% characters, and into graphemes, which are what a reader sees as one character. What is behind the
%% first one stays a binary where it was one. What is known of characters is in the runtime.
-module(unicode_util).

-export([casefold/1, cp/1, gc/1, is_whitespace/1, lowercase/1, titlecase/1, uppercase/1, whitespace/0]).

%% The classes that swerl_text:class/1 tells.
-define(LF, 2).
-define(CONTROL, 3).
-define(EXTEND, 4).
-define(JOINER, 5).
-define(REGIONAL, 6).
-define(PREPEND, 7).
-define(L, 8).
-define(V, 9).
-define(T, 10).
-define(LV, 11).
-define(LVT, 12).
-define(PICTOGRAPH, 13).

%% ---- Characters ----

%% [Character | Rest], [] at the end, {error, Rest} where a binary is no text.
cp([C | _] = Text) when is_integer(C) -> Text;
cp([Text]) -> cp(Text);
cp([Text | Rest]) -> cp(Text, Rest);
cp([]) -> [];
cp(<<C/utf8, Rest/binary>>) -> [C | Rest];
cp(<<>>) -> [];
cp(Wrong) when is_binary(Wrong) -> {error, Wrong}.

cp([C], Rest) when is_integer(C) -> [C | flat(1, Rest)];
cp([C | Text], Rest) when is_integer(C) -> [C | flat(1, Text, Rest)];
cp([Text], Rest) -> cp(Text, Rest);
cp([Text | More], Rest) -> cp(Text, [More | Rest]);
cp([], Rest) -> cp(Rest);
cp(<<C/utf8, Text/binary>>, Rest) -> [C, Text | Rest];
cp(<<>>, Rest) -> cp(Rest);
cp(Wrong, Rest) when is_binary(Wrong) -> {error, [Wrong | Rest]}.

%% The next three characters come out of nested lists, too, so that most texts are flat from then on.
flat(3, [C], Rest) when is_integer(C) -> [C | Rest];
flat(3, [C | Text], Rest) when is_integer(C) -> [C, Text | Rest];
flat(N, [C | Text], Rest) when is_integer(C) -> [C | flat(N + 1, Text, Rest)];
flat(N, [Text], Rest) -> flat(N, Text, Rest);
flat(N, [Text | More], Rest) -> flat(N, Text, [More | Rest]);
flat(N, [], Rest) -> flat(N, Rest);
flat(_, Text, Rest) -> [Text | Rest].

flat(3, [C | _] = Text) when is_integer(C) -> Text;
flat(N, [C | Text]) when is_integer(C) -> [C | flat(N + 1, Text)];
flat(N, [Text]) -> flat(N, Text);
flat(N, [Text | Rest]) -> flat(N, Text, Rest);
flat(_, Text) -> Text.

%% ---- Graphemes ----

%% [Grapheme | Rest]; a grapheme of several characters is a list of them. No two of the first 256
%% characters join but "\r\n".
gc([A, B | _] = Text) when is_integer(A), A < 256, A =/= $\r, is_integer(B), B < 256 -> Text;
gc([C] = Text) when is_integer(C) -> Text;
gc([$\r | Rest]) -> after_return(Rest);
gc([C | Rest]) when is_integer(C), C < 256 ->
    case list_cp(Rest) of
        binary -> grapheme(C, Rest);
        [B | _] = Text when B < 256 -> [C | Text];
        Text -> grapheme(C, Text)
    end;
gc([C | Rest]) when is_integer(C) -> grapheme(C, Rest);
gc([]) -> [];
gc(<<A, B, _/binary>> = Text) when A < 128, A =/= $\r, B < 128 ->
    <<_, Rest/binary>> = Text,
    [A | Rest];
gc(<<C/utf8, Rest/binary>>) -> grapheme(C, Rest);
gc(<<>>) -> [];
gc(Text) ->
    case cp(Text) of
        {error, _} = Error -> Error;
        Flat -> gc(Flat)
    end.

%% As cp/1, unless the next character is in a binary, which stays whole.
list_cp([C | _] = Text) when is_integer(C) -> Text;
list_cp([Text]) -> list_cp(Text);
list_cp([Text | Rest]) -> list_cp(Text, Rest);
list_cp([]) -> [];
list_cp(_) -> binary.

list_cp([C], Rest) when is_integer(C) -> [C | flat(1, Rest)];
list_cp([C | Text], Rest) when is_integer(C) -> [C | flat(1, Text, Rest)];
list_cp([Text], Rest) -> list_cp(Text, Rest);
list_cp([Text | More], Rest) -> list_cp(Text, [More | Rest]);
list_cp([], Rest) -> list_cp(Rest);
list_cp(_, _) -> binary.

after_return(Rest) ->
    case cp(Rest) of
        [$\n | Behind] -> [[$\r, $\n] | Behind];
        Text -> [$\r | Text]
    end.

grapheme($\r, Rest) ->
    case cp(Rest) of
        [$\n | Behind] -> [[$\r, $\n] | Behind];
        _ -> [$\r | Rest]
    end;
grapheme(C, Rest) ->
    case swerl_text:class(C) of
        ?LF -> [C | Rest];
        ?CONTROL -> [C | Rest];
        ?PREPEND -> prepended(C, Rest);
        ?REGIONAL -> flag(C, Rest);
        ?PICTOGRAPH -> pictograph([C], Rest);
        ?L -> syllable(?L, [C], Rest);
        ?V -> syllable(?V, [C], Rest);
        ?LV -> syllable(?V, [C], Rest);
        ?T -> syllable(?T, [C], Rest);
        ?LVT -> syllable(?T, [C], Rest);
        _ -> extended([C], Rest)
    end.

%% Characters of a grapheme, the last one first, and what may be joined to them.
extended(Joined, Rest) ->
    case cp(Rest) of
        [C | Behind] ->
            case swerl_text:class(C) of
                ?EXTEND -> extended([C | Joined], Behind);
                ?JOINER -> extended([C | Joined], Behind);
                _ -> joined(Joined, Rest)
            end;
        [] -> joined(Joined, Rest);
        {error, Wrong} -> before_error(Joined, Wrong)
    end.

joined([C], Rest) -> [C | Rest];
joined(Joined, Rest) -> [lists:reverse(Joined) | Rest].

before_error([C], Wrong) -> [C | Wrong];
before_error(Joined, Wrong) -> [lists:reverse(Joined), Wrong].

prepended(C, Rest) ->
    case cp(Rest) of
        [Next | Behind] ->
            case swerl_text:class(Next) of
                Class when Class > 0, Class =< ?CONTROL -> [C | Rest];
                _ ->
                    case grapheme(Next, Behind) of
                        [One | Left] when is_integer(One) -> [[C, One] | Left];
                        [More | Left] -> [[C | More] | Left]
                    end
            end;
        [] -> [C];
        {error, Wrong} -> [C | Wrong]
    end.

flag(C, Rest) ->
    case cp(Rest) of
        [Next | Behind] ->
            case swerl_text:class(Next) of
                ?REGIONAL -> extended([Next, C], Behind);
                _ -> extended([C], Rest)
            end;
        _ -> extended([C], Rest)
    end.

%% A pictograph may be joined to others.
pictograph(Joined, Rest) ->
    case cp(Rest) of
        [C | Behind] ->
            case swerl_text:class(C) of
                ?EXTEND -> pictograph([C | Joined], Behind);
                ?JOINER -> next_pictograph([C | Joined], Behind);
                _ -> joined(Joined, Rest)
            end;
        [] -> joined(Joined, Rest);
        {error, Wrong} -> joined(Joined, Rest) ++ [Wrong]
    end.

next_pictograph(Joined, Rest) ->
    case cp(Rest) of
        [C | Behind] ->
            case swerl_text:class(C) of
                ?PICTOGRAPH -> pictograph([C | Joined], Behind);
                _ -> joined(Joined, Rest)
            end;
        [] -> joined(Joined, Rest);
        {error, Wrong} -> joined(Joined, Rest) ++ [Wrong]
    end.

%% Hangul: starts, then middles, then ends.
syllable(Place, Joined, Rest) ->
    case cp(Rest) of
        [C | Behind] ->
            case {Place, swerl_text:class(C)} of
                {?L, ?L} -> syllable(?L, [C | Joined], Behind);
                {?L, ?LV} -> syllable(?V, [C | Joined], Behind);
                {?L, ?LVT} -> syllable(?T, [C | Joined], Behind);
                {?L, ?V} -> syllable(?V, [C | Joined], Behind);
                {?V, ?V} -> syllable(?V, [C | Joined], Behind);
                {?V, ?T} -> syllable(?T, [C | Joined], Behind);
                {?T, ?T} -> syllable(?T, [C | Joined], Behind);
                _ -> extended(Joined, Rest)
            end;
        _ -> extended(Joined, Rest)
    end.

%% ---- Other case ----

uppercase(Text) ->
    case cp(Text) of
        [C | Rest] -> [swerl_text:upper(C) | Rest];
        [] -> [];
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

lowercase(Text) ->
    case cp(Text) of
        [C | Rest] -> [swerl_text:lower(C) | Rest];
        [] -> [];
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

titlecase(Text) ->
    case cp(Text) of
        [C | Rest] -> [swerl_text:title(C) | Rest];
        [] -> [];
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

casefold(Text) ->
    case cp(Text) of
        [C | Rest] -> [swerl_text:fold(C) | Rest];
        [] -> [];
        {error, Wrong} -> erlang:error({badarg, Wrong})
    end.

%% ---- Blanks ----

whitespace() -> [[$\r, $\n], $\t, $\n, $\v, $\f, $\r, $\s, 16#85, 16#200E, 16#200F, 16#2028, 16#2029].

is_whitespace(Grapheme) -> lists:member(Grapheme, whitespace()).
