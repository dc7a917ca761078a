-module(caesar_cipher).
-export([main/0]).

main() ->
    Text = "The quick brown Fox jumps over 13 lazy dogs.",
    [begin
         C = rot(N, Text),
         io:format("~2w ~s~n   ~s~n", [N, C, rot(26 - N, C)])
     end || N <- [1, 13, 25]],
    io:format("~s~n", [atbash(Text)]),
    io:format("~s~n", [vigenere("attackatdawn", "lemon")]).

rot(N, Text) -> [shift(C, N) || C <- Text].

shift(C, N) when C >= $a, C =< $z -> $a + (C - $a + N) rem 26;
shift(C, N) when C >= $A, C =< $Z -> $A + (C - $A + N) rem 26;
shift(C, _) -> C.

atbash(Text) ->
    lists:map(fun(C) when C >= $a andalso C =< $z -> $z - (C - $a);
                 (C) when $A =< C andalso C =< $Z -> $Z - (C - $A);
                 (C) -> C
              end, Text).

vigenere(Text, Key) -> vigenere(Text, Key, Key).
vigenere([], _, _) -> [];
vigenere(Text, [], Key) -> vigenere(Text, Key, Key);
vigenere([C | Cs], [K | Ks], Key) -> [shift(C, K - $a) | vigenere(Cs, Ks, Key)].
