#!/usr/bin/env escript
%% Writes breaks.rs and cases.rs of this folder: what OTP's unicode_util says of each character.
%%
%%     escript lang/runtime/src/characters/generate.escript
-mode(compile).

main([]) ->
    Folder = filename:dirname(escript:script_name()),
    write(Folder, "breaks.rs", breaks()),
    write(Folder, "cases.rs", cases()).

write(Folder, Name, Text) ->
    ok = file:write_file(filename:join(Folder, Name), unicode:characters_to_binary(Text)).

head(What) ->
    ["//! ", What, " Made by generate.escript of this folder, from OTP 25 (Unicode 14).\n\n"].

%% ---- Where a text may be broken ----

breaks() ->
    Classes = [{C, class(C)} || C <- characters()],
    Ranges = ranges([{C, Class} || {C, Class} <- Classes, Class =/= other]),
    [head("How characters are joined to what a reader sees as one."), "use super::Break;\n\n",
     "/// First and last character and their class; all others are `Other`.\n#[rustfmt::skip]\n",
     io_lib:format("pub static BREAKS: [(u32, u32, Break); ~w] = [~n", [length(Ranges)]),
     rows([io_lib:format("(~w, ~w, ~s)", [A, B, rust(Class)]) || {A, B, Class} <- Ranges]), "];\n"].

characters() -> lists:seq(0, 16#D7FF) ++ lists:seq(16#E000, 16#10FFFF).

rust(Class) -> "Break::" ++ atom_to_list(Class).

-define(LETTER, 16#3B1).
-define(HEART, 16#2764).
-define(ZWJ, 16#200D).

class($\r) -> 'Cr';
class($\n) -> 'Lf';
class(?ZWJ) -> 'Joiner';
class(C) when C >= 16#1F1E6, C =< 16#1F1FF -> 'Regional';
class(C) when C >= 16#AC00, C =< 16#D7A3 -> other;
class(C) ->
    Joined = fun(L) -> length(string:to_graphemes(L)) =:= 1 end,
    case [Joined(L) || L <- [[?LETTER, C], [C, 16#301], [C, ?LETTER], [C, ?ZWJ, ?HEART]]] of
        [true, _, _, _] -> 'Extend';
        [_, false, _, _] -> 'Control';
        [_, _, true, _] -> 'Prepend';
        [_, _, _, true] -> 'Pictograph';
        _ ->
            case [Joined(L) || L <- [[16#1100, C], [C, 16#1160], [C, 16#11A8]]] of
                [true, true, false] -> 'L';
                [true, true, true] -> 'V';
                [false, false, true] -> 'T';
                [false, false, false] -> other
            end
    end.

ranges([]) -> [];
ranges([{C, X} | Rest]) -> ranges(Rest, C, C, X).

ranges([{C, X} | Rest], A, B, X) when C =:= B + 1 -> ranges(Rest, A, C, X);
ranges(Rest, A, B, X) -> [{A, B, X} | ranges(Rest)].

%% ---- Upper and lower case ----

cases() ->
    [head("Characters in the other case."),
     "/// First and last character, how far apart they are, and what is added to each.\n"
     "pub type Shift = (u32, u32, u32, i32);\n\n"
     "/// A character that has another of its kind than its shift says, or more than one.\n"
     "pub type Special = (u32, &'static [u32]);\n",
     table("UPPER", "SPECIAL_UPPER", fun(C) -> {unicode_util:uppercase([C]), none} end),
     table("LOWER", "SPECIAL_LOWER", fun(C) -> {unicode_util:lowercase([C]), none} end),
     table("TITLE", "SPECIAL_TITLE", fun(C) -> {unicode_util:titlecase([C]), unicode_util:uppercase([C])} end),
     table("FOLD", "SPECIAL_FOLD", fun(C) -> {unicode_util:casefold([C]), unicode_util:lowercase([C])} end)].

%% What differs from the character itself, or from what another table says.
table(Name, Special, Of) ->
    Mapped = [{C, New, Base} || C <- characters(), {[New | _], Other} <- [Of(C)],
                                Base <- [case Other of none -> C; [X | _] -> X end], New =/= Base],
    Single = [{C, New - C} || {C, New, _} <- Mapped, is_integer(New)],
    Lists = [{C, New} || {C, New, _} <- Mapped, is_list(New)],
    Shifts = steps(Single),
    [io_lib:format("~n#[rustfmt::skip]~npub static ~s: [Shift; ~w] = [~n", [Name, length(Shifts)]),
     rows([io_lib:format("(~w, ~w, ~w, ~w)", [A, B, Step, D]) || {A, B, Step, D} <- Shifts]), "];\n",
     io_lib:format("~n#[rustfmt::skip]~npub static ~s: [Special; ~w] = [~n", [Special, length(Lists)]),
     rows([io_lib:format("(~w, &~w)", [C, New]) || {C, New} <- Lists]), "];\n"].

%% Runs of characters that are one or two apart with the same difference.
steps([]) -> [];
steps([{C, D}, {C2, D} | Rest]) when C2 - C =< 2 -> steps(Rest, C, C2, C2 - C, D);
steps([{C, D} | Rest]) -> [{C, C, 1, D} | steps(Rest)].

steps([{C, D} | Rest], A, B, Step, D) when C =:= B + Step -> steps(Rest, A, C, Step, D);
steps(Rest, A, B, Step, D) -> [{A, B, Step, D} | steps(Rest)].

%% As many as fit a line.
rows(Items) -> rows([lists:flatten(I) || I <- Items], "   ").

rows([], Line) -> [Line, "\n"];
rows([Item | Items], Line) when length(Line) + length(Item) > 105 -> [Line, "\n", rows([Item | Items], "   ")];
rows([Item | Items], Line) -> rows(Items, Line ++ " " ++ Item ++ ",").
