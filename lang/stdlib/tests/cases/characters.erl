%% Calls of the functions of io_lib that write characters.
-module(characters).
-export([cases/0]).

cases() ->
    Texts = ["", "plain", "a\"b'c\\", [0, 7, 8, 9, 10, 27, 127, 128, 160, 233, 255], [256, 1024, 16#1F600]],
    [{io_lib, F, [T | Quote]} || F <- [write_string, write_latin1_string, write_string_as_latin1], T <- Texts,
                                 Quote <- [[], [$"], [$']]]
        ++ [{io_lib, write_unicode_string, [T]} || T <- Texts]
        ++ [{io_lib, F, [C]} || F <- [write_char, write_unicode_char, write_char_as_latin1],
                                C <- [0, $a, $', $", $\\, 10, 27, 127, 150, 200, 1024]]
        ++ [{io_lib, F, [A]} || F <- [write_atom, write_atom_as_latin1], A <- [a, 'A', 'a b', 'é', 'ж', 'if', '']]
        ++ [{io_lib, quote_atom, [A, atom_to_list(A)]} || A <- [a, 'A', 'a b', 'é', 'if', a@b, '']]
        ++ [{io_lib, indentation, [T, N]} || T <- ["", "ab", "a\nbc", "\t", ["a", [$b, "\tc"]]], N <- [0, 3, 9]]
        ++ [{io_lib, F, [T]} || F <- [deep_unicode_char_list, deep_char_list, deep_latin1_char_list, char_list,
                                      latin1_char_list, printable_list, printable_latin1_list,
                                      printable_unicode_list], T <- Texts ++ [["a", [$b]], [x], x, [$a | b], [-1]]].
