%% Base 64. decode skips blanks and is strict otherwise; mime_decode skips all that is not of the alphabet.
-module(base64).

-export([decode/1, decode_to_string/1, encode/1, encode_to_string/1, mime_decode/1, mime_decode_to_string/1]).

%% ---- Encoding ----

encode(Data) when is_binary(Data) -> swerl_text:base64(Data);
encode(Data) when is_list(Data) -> list_to_binary(encoded_list(Data)).

encode_to_string(Data) when is_binary(Data) -> binary_to_list(swerl_text:base64(Data));
encode_to_string(Data) when is_list(Data) -> encoded_list(Data).

encoded_list([A, B, C | Rest]) ->
    [digit(A bsr 2), digit((A band 3) bsl 4 bor (B bsr 4)), digit((B band 15) bsl 2 bor (C bsr 6)), digit(C band 63)
     | encoded_list(Rest)];
encoded_list([A, B]) -> [digit(A bsr 2), digit((A band 3) bsl 4 bor (B bsr 4)), digit((B band 15) bsl 2), $=];
encoded_list([A]) -> [digit(A bsr 2), digit((A band 3) bsl 4), $=, $=];
encoded_list([]) -> [].

digit(N) ->
    element(N + 1, {$A, $B, $C, $D, $E, $F, $G, $H, $I, $J, $K, $L, $M, $N, $O, $P, $Q, $R, $S, $T, $U, $V,
                    $W, $X, $Y, $Z, $a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l, $m, $n, $o, $p, $q, $r,
                    $s, $t, $u, $v, $w, $x, $y, $z, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $+, $/}).

%% ---- Decoding ----

%% What a character stands for: a number, eq for the sign that fills up, ws for a blank, or bad.
value(C) when C >= $A, C =< $Z -> C - $A;
value(C) when C >= $a, C =< $z -> C - $a + 26;
value(C) when C >= $0, C =< $9 -> C - $0 + 52;
value($+) -> 62;
value($/) -> 63;
value($=) -> eq;
value($\s) -> ws;
value($\t) -> ws;
value($\n) -> ws;
value($\r) -> ws;
value(C) when is_integer(C), C > 0, C < 256 -> bad;
value(_) -> erlang:error(badarg).

decode(Text) when is_binary(Text) ->
    case swerl_text:base64_start(Text, blanks) of
        {Data, <<>>} -> Data;
        {Data, Rest} -> decoded_list(binary_to_list(Rest), Data)
    end;
decode(Text) when is_list(Text) -> decoded_list(Text, <<>>).

decoded_list(Text, Data) ->
    case quad(Text) of
        none -> Data;
        {A, B, eq, eq, Rest} ->
            Last = <<Data/binary, A:6, (B bsr 4):2>>,
            only_blanks(Rest, Last);
        {A, B, C, eq, Rest} ->
            Last = <<Data/binary, A:6, B:6, (C bsr 2):4>>,
            only_blanks(Rest, Last);
        {A, B, C, D, Rest} -> decoded_list(Rest, <<Data/binary, A:6, B:6, C:6, D:6>>)
    end.

decode_to_string(Text) when is_binary(Text) -> decoded_string(binary_to_list(Text));
decode_to_string(Text) when is_list(Text) -> decoded_string(Text).

decoded_string(Text) ->
    case quad(Text) of
        none -> [];
        {A, B, eq, eq, Rest} -> only_blanks(Rest, binary_to_list(<<A:6, (B bsr 4):2>>));
        {A, B, C, eq, Rest} -> only_blanks(Rest, binary_to_list(<<A:6, B:6, (C bsr 2):4>>));
        {A, B, C, D, Rest} ->
            Bits = (A bsl 18) bor (B bsl 12) bor (C bsl 6) bor D,
            [Bits bsr 16, (Bits bsr 8) band 255, Bits band 255 | decoded_string(Rest)]
    end.

%% The values of the next four characters that are no blanks, and the rest.
quad(Text) ->
    case next(Text) of
        none -> none;
        {A, Text1} ->
            {B, Text2} = needed(Text1),
            {C, Text3} = needed(Text2),
            {D, Text4} = needed(Text3),
            {A, B, C, D, Text4}
    end.

next([C | Rest]) ->
    case value(C) of
        ws -> next(Rest);
        Value -> {Value, Rest}
    end;
next([]) -> none.

needed([C | Rest]) ->
    case value(C) of
        ws -> needed(Rest);
        Value -> {Value, Rest}
    end.

only_blanks([], Data) -> Data;
only_blanks([C | Rest], Data) ->
    case value(C) of
        ws -> only_blanks(Rest, Data)
    end.

mime_decode(Text) when is_binary(Text) ->
    case swerl_text:base64_start(Text, all) of
        {Data, <<>>} -> Data;
        {Data, Rest} -> mime(binary_to_list(Rest), Data)
    end;
mime_decode(Text) when is_list(Text) -> mime(Text, <<>>).

mime_decode_to_string(Text) when is_binary(Text) -> binary_to_list(mime_decode(Text));
mime_decode_to_string(Text) when is_list(Text) -> binary_to_list(mime(Text, <<>>)).

%% The first two of four; signs that fill up are skipped here like all that is no digit.
mime([], Data) -> Data;
mime([C | Rest], Data) ->
    case mime_value(C) of
        A when is_integer(A) -> mime(Rest, Data, A);
        _ -> mime(Rest, Data)
    end.

mime([C | Rest], Data, A) ->
    case mime_value(C) of
        B when is_integer(B) -> mime(Rest, Data, A, B);
        _ -> mime(Rest, Data, A)
    end.

mime([C | Rest], Data, A, B) ->
    case mime_value(C) of
        V when is_integer(V) -> mime(Rest, Data, A, B, V);
        eq -> mime_end(Rest, Data, A, B, eq);
        _ -> mime(Rest, Data, A, B)
    end.

mime([C4 | Rest], Data, A, B, C) ->
    case mime_value(C4) of
        D when is_integer(D) -> mime(Rest, <<Data/binary, A:6, B:6, C:6, D:6>>);
        eq -> mime_end(Rest, Data, A, B, C);
        _ -> mime(Rest, Data, A, B, C)
    end.

%% After a sign that fills up: the end, unless there are digits again.
mime_end([], Data, A, B, eq) -> <<Data/binary, A:6, (B bsr 4):2>>;
mime_end([], Data, A, B, C) -> <<Data/binary, A:6, B:6, (C bsr 2):4>>;
mime_end([Next | Rest], Data, A, B, C) ->
    case mime_value(Next) of
        D when is_integer(D), C =:= eq -> mime(Rest, Data, A, B, D);
        D when is_integer(D) -> mime(Rest, <<Data/binary, A:6, B:6, C:6, D:6>>);
        _ -> mime_end(Rest, Data, A, B, C)
    end.

mime_value(0) -> bad;
mime_value(C) -> value(C).
