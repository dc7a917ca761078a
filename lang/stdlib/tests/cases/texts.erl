%% Calls of string and unicode_util with lists, binaries and nested texts.
-module(texts).
-export([cases/0]).

cases() -> graphemes() ++ calls().

graphemes() ->
    [{unicode_util, F, [text()]} || F <- [gc, cp, uppercase, lowercase, titlecase, casefold], _ <- lists:seq(1, 1500)]
        ++ [{string, F, [text()]} || F <- [to_graphemes, length, reverse], _ <- lists:seq(1, 1500)]
        ++ [{unicode_util, F, [X]} || F <- [gc, cp], X <- [[], <<>>, a, 1, [<<255>>], <<255>>, <<"a", 255>>, [$a | <<255>>],
                                                         [[]], [[], []], [16#301], [16#301, 16#301], [-1], [a]]]
        ++ [{unicode_util, whitespace, []}].

calls() ->
    [{string, F, [arg(K) || K <- Kinds]} || {F, Kinds} <- functions(), _ <- lists:seq(1, 400)]
        ++ [{string, F, [Wrong]} || F <- [length, uppercase, lowercase, casefold, titlecase, trim, reverse, to_integer,
                                          to_float, list_to_integer, list_to_float, is_empty, to_graphemes],
                                    Wrong <- [x, 3, [a], <<255>>, <<"ab", 255, "c">>]]
        ++ [{string, F, [<<"ab,", 255, ",c">>, P]} || F <- [split, find, lexemes, take, prefix],
                                                      P <- [",", "c", "b,", ",c", "ab", "x"]].

functions() ->
    [{casefold, [t]}, {chomp, [t]}, {equal, [t, t]}, {equal, [same, same]}, {equal, [t, t, bool]},
     {equal, [same, same, bool]}, {equal, [t, t, bool, none]},
     {equal, [same, same, bool, norm]}, {find, [t, t]}, {find, [t, sub]},
     {find, [t, sub, where]}, {is_empty, [t]}, {length, [t]}, {lexemes, [flat, separators]},
     {list_to_float, [digits]}, {list_to_integer, [digits]}, {lowercase, [t]}, {next_codepoint, [t]},
     {next_grapheme, [t]}, {nth_lexeme, [flat, n, separators]}, {pad, [t, n]}, {pad, [t, n, side]}, {pad, [t, n, side, char]},
     {prefix, [t, sub]}, {prefix, [sub, sub]}, {replace, [t, sub, t]}, {replace, [t, sub, t, sides]}, {reverse, [t]},
     {slice, [t, n]}, {slice, [t, n, n]}, {split, [t, sub]}, {split, [t, sub, sides]}, {take, [flat, set]},
     {take, [flat, set, bool]}, {take, [flat, set, bool, where]}, {titlecase, [t]}, {to_float, [number]},
     {to_graphemes, [t]}, {to_integer, [number]}, {trim, [flat]}, {trim, [flat, side]}, {trim, [flat, side, set]},
     {uppercase, [t]}].

arg(Kind) ->
    case rand:uniform(40) of
        1 when Kind =/= set, Kind =/= separators, Kind =/= norm -> pick([[], <<>>]);
        _ -> value(Kind)
    end.

value(t) -> text();
value(same) -> pick(["aBc", <<"aBc">>, "AbC", <<"aé"/utf8>>, "aÉ", "straße", "STRASSE", ["a", <<"Bc">>], []]);
value(sub) -> kind(some(pick([1, 1, 2, 3])));
value(set) -> [grapheme() || _ <- lists:seq(1, pick([0, 1, 1, 2, 3, 5]))];
value(n) -> pick([0, 1, 2, 3, 5, 9]);
value(flat) -> flat();
value(separators) -> [grapheme() | value(set)];
value(none) -> none;
value(norm) -> pick([none, nfc, nfd, nfkc, nfkd]);
value(bool) -> pick([true, false]);
value(where) -> pick([leading, trailing]);
value(sides) -> pick([leading, trailing, all]);
value(side) -> pick([leading, trailing, both]);
value(char) -> pick([$*, $., 16#1F600]);
value(digits) -> numeral();
value(number) -> kind(numeral()).

numeral() -> pick(["42", "-7x", "+3,", "3.14abc", "1.5e3", "-1,5E-2z", "+", "1e5", "1.", ".5", "e", "1e", "1.5e", "1.5e+",
                   "x1", "--1", "+1.0", "99999999999999999999", "1.0e999", "", "12 ", "1.5.5", "0.1e-5-"]).

%% Texts of few different characters, so that parts of one are found in another.
text() -> kind(some(pick([0, 1, 2, 3, 5, 8, 15]))).

flat() ->
    L = some(pick([0, 1, 2, 3, 5, 8, 15])),
    pick([L, unicode:characters_to_binary(L)]).

some(N) -> lists:flatten([grapheme() || _ <- lists:seq(1, N)]).

grapheme() ->
    pick([$a, $b, $c, $a, $b, $\s, $,, $., $\n, [$\r, $\n], $é, $ß, 16#3A3, [$a, 16#301], [$b, 16#301, 16#302],
          16#301, 16#1F1E9, 16#1F1EA, [16#1F1E9, 16#1F1EA], 16#1100, 16#1161, 16#11A8, 16#AC00, 16#AC01, 16#200D,
          [16#1F468, 16#200D, 16#1F469], 16#1F468, 16#1F3FD, 16#600, 16#AD, 16#903, 16#E33, 16#85, 16#2028, 16#FB01,
          16#1C4, $A, $Z, $z, 16#A9, 16#2764]).

kind(L) ->
    case pick([list, list, binary, binary, binary, nested]) of
        list -> L;
        binary -> unicode:characters_to_binary(L);
        nested -> nested(L)
    end.

%% Nested lists without binaries keep their form; those with binaries are compared in values alone.
nested(L) -> lists:foldr(fun(C, Rest) -> pick([[C | Rest], [[C] | Rest], [[C, [] | Rest]], [[C | Rest]], [C | Rest]]) end, [], L).

pick(L) -> lists:nth(rand:uniform(length(L)), L).
