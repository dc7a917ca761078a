%% Text of terms. format/2 is built into the runtime.
-module(io_lib).

-export([chars_length/1, deep_char_list/1, deep_latin1_char_list/1, char_list/1, format/1, fwrite/2,
         latin1_char_list/1, nl/0, print/1, print/4, printable_latin1_list/1, printable_list/1,
         printable_unicode_list/1, write/1, write/2, write_atom/1, write_char/1, write_latin1_char/1,
         write_latin1_string/1, write_string/1]).

format(Format) -> io_lib:format(Format, []).

fwrite(Format, Args) ->
    try
        io_lib:format(Format, Args)
    catch
        error:_ -> erlang:error(badarg, [Format, Args])
    end.

nl() -> "\n".

print(Term) -> io_lib:format("~p", [Term]).

print(Term, _Column, LineLength, -1) -> io_lib:format("~*p", [LineLength, Term]);
print(Term, _Column, LineLength, Depth) -> io_lib:format("~*P", [LineLength, Term, Depth]).

write(Term) -> lists:flatten(io_lib:format("~w", [Term])).

write(Term, -1) -> write(Term);
write(Term, Depth) when is_integer(Depth) -> lists:flatten(io_lib:format("~W", [Term, Depth])).

write_atom(Atom) when is_atom(Atom) -> lists:flatten(io_lib:format("~tw", [Atom])).

write_string(String) -> [$" | quoted(String, $", [$"])].

write_latin1_string(String) -> write_string(String).

write_char($\s) -> "$\\s";
write_char(C) when is_integer(C) -> [$$ | escaped(C, $', [])].

write_latin1_char(C) -> write_char(C).

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

chars_length(Chars) -> lists:flatlength(Chars).

latin1_char_list([C | Rest]) when is_integer(C), C >= 0, C =< 255 -> latin1_char_list(Rest);
latin1_char_list(Rest) -> Rest =:= [].

char_list([C | Rest]) when is_integer(C), C >= 0, C < 16#D800;
                           is_integer(C), C > 16#DFFF, C =< 16#10FFFF ->
    char_list(Rest);
char_list(Rest) -> Rest =:= [].

deep_latin1_char_list(L) -> deep(L, [], 255).

deep_char_list(L) -> deep(L, [], 16#10FFFF).

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
