%% Texts in which long plain stretches stand beside what has to be looked at closely.
-module(string_long_texts).
-export([main/0]).

main() ->
    Plain = lists:append(lists:duplicate(30, "some plain text ")),
    Special = ["", "\r\n", "e\x{301}", "\x{301}", "\x{e9}\x{df}\x{4e2d}", "\x{1f468}\x{200d}\x{1f469}", "\x{1f1e6}\x{1f1e7}",
               "\x{1100}\x{1161}\x{11a8}", "\x{ac00}\x{ac01}", "\x{ac00}\x{11a8}", "\x{600}a", "\x{ad}\x{301}", "\x{a9}\x{fe0f}",
               "\x{149}\x{130}\x{fb03}"],
    [texts(unicode:characters_to_binary([Before, S, Behind])) ||
        S <- Special, Before <- ["", "a", Plain], Behind <- ["", "z", "\x{308}z", Plain]],
    [wrong(<<(list_to_binary(Before))/binary, Bytes/binary, (list_to_binary(Behind))/binary>>) ||
        Bytes <- [<<255>>, <<16#c3>>, <<16#e2, 16#82>>, <<16#ed, 16#a0, 16#80>>, <<16#f4, 16#90, 128, 128>>],
        Before <- ["", "ab", Plain], Behind <- ["", "z", Plain]],
    conversions(Plain),
    replaced(),
    base64(),
    sums().

texts(Text) ->
    show([string:length(Text), erlang:phash2(string:reverse(Text)), erlang:phash2(string:to_graphemes(Text)),
          erlang:phash2([string:slice(Text, N) || N <- [0, 1, 2, 5, 480, 481, 482, 500, 2000]]),
          erlang:phash2([string:slice(Text, N, 3) || N <- [0, 1, 2, 5, 478, 479, 480, 481, 482, 500, 2000]]),
          erlang:phash2([F(Text) || F <- [fun string:uppercase/1, fun string:lowercase/1, fun string:casefold/1]]),
          erlang:phash2([string:lexemes(Text, S) || S <- [" ", "aeiou", [[$e, 16#301]], [[$\r, $\n], $s], "\x{4e2d}t", "a\x{301}"]]),
          erlang:phash2([string:nth_lexeme(Text, N, " ") || N <- [1, 2, 29, 30, 31, 61, 100]]),
          erlang:phash2([string:trim(Text, Side, "satz ") || Side <- [leading, trailing, both]])]).

wrong(Text) ->
    show([outcome(fun() -> erlang:phash2(F(Text)) end) ||
             F <- [fun string:length/1, fun string:reverse/1, fun string:uppercase/1, fun string:casefold/1,
                   fun(T) -> string:slice(T, 3) end, fun(T) -> string:lexemes(T, " ") end,
                   fun(T) -> string:lexemes(T, "\x{e9} ") end, fun unicode:characters_to_list/1,
                   fun unicode:characters_to_binary/1, fun(T) -> unicode:characters_to_binary(T, latin1) end,
                   fun(T) -> unicode:characters_to_binary(T, utf8, latin1) end,
                   fun(T) -> unicode:characters_to_binary([T, "x"], utf8, utf16) end]]).

outcome(F) ->
    try F()
    catch
        error:{Reason, _} -> Reason;
        error:Reason -> Reason
    end.

conversions(Plain) ->
    High = <<200, 201, 255>>,
    Data = [Plain, list_to_binary(Plain), <<(list_to_binary(Plain))/binary, High/binary>>,
            [Plain, 300], [Plain, -1], [Plain, 16#d800], [[[Plain]], [], <<>>, <<"a">>],
            [Plain, <<195>>, <<169>>], [Plain, <<195>>, 169], [Plain, <<226, 130>>], [Plain, a], [Plain, <<1:1>>], <<1:9>>],
    [show([outcome(fun() -> erlang:phash2(unicode:characters_to_binary(D, From, To)) end) ||
              From <- [latin1, utf8, utf16, {utf32, little}], To <- [latin1, utf8, {utf16, little}, utf32]]) || D <- Data],
    [show([outcome(fun() -> erlang:phash2(unicode:characters_to_list(D, From)) end) || From <- [latin1, utf8, utf16, utf32]])
     || D <- Data],
    show([string:to_integer(T) || T <- ["12", "12x", "0012 4", "12+3", "1" ++ lists:duplicate(30, $9), "12" ++ [16#301],
                                        [$1, <<"23">>], [$1, "23", $4], "12-3x", "1-", [$1, a], "+7", "-", "12345678901234567x"]]),
    show([string:tokens(T, S) || T <- ["", "a", ",a,,b,", ",,"], S <- [",", ",;", "x"]]).

replaced() ->
    show([binary:replace(<<"abcabca">>, P, N, O) ||
             P <- [<<"a">>, <<"bc">>, [<<"a">>, <<"c">>], <<"x">>, <<"abcabca">>], N <- [<<>>, <<"--">>],
             O <- [[], [global], [global, {scope, {1, 5}}], [{insert_replaced, 0}], [global, {insert_replaced, []}]]]),
    show([binary:split(<<" a e  b">>, [<<" ">>, <<"e">>], O) || O <- [[], [global], [global, trim], [global, trim_all]]]),
    show([binary:match(<<"xyz">>, P) || P <- [[<<"z">>, <<"y">>], [<<"a">>, <<"b">>], [<<"z">>]]]),
    show([binary:encode_unsigned(N, E) || N <- [0, 1, 255, 256, 65535, 1 bsl 55, 1 bsl 61, 1 bsl 63, 1 bsl 64], E <- [big, little]]),
    show([binary:decode_unsigned(B, E) ||
             B <- [<<>>, <<0>>, <<1, 2>>, <<255:64>>, <<-1:64>>, <<0, 1:64>>, <<1:72>>], E <- [big, little]]).

base64() ->
    Texts = [<<"">>, <<"Q">>, <<"QQ">>, <<"QQ=">>, <<"QQ==">>, <<"QQ==Q">>, <<"QUI=">>, <<"QUI">>, <<"QUJD">>, <<"Q U\nJD">>,
             <<"QUJD QQ==">>, <<"QUJDQQ = =">>, <<"QUJD\r\n">>, <<"QUJD*RA==">>, <<"QU*JD">>, <<"=QUJD">>, <<"Q=UJD">>,
             <<"QQ==QUJD">>, <<"QQ==*">>, <<0, "QUJD">>, <<"QU", 0, "JD">>, <<"QUI=\n">>, <<"QR==">>, <<"QUJ=">>, <<"QUJD", 200>>],
    [show([outcome(fun() -> F(T) end) || F <- [fun base64:decode/1, fun base64:mime_decode/1, fun base64:decode_to_string/1,
                                              fun base64:mime_decode_to_string/1]]) || T <- Texts],
    show([{base64:encode(B), base64:encode_to_string(B)} || N <- lists:seq(0, 7), B <- [binary:part(<<250, 251, 252, 253, 254, 255, 0>>, 0, N)]]),
    <<_:3, Odd:40/bitstring, _:5>> = <<"abcdef">>,
    show([base64:encode(Odd), outcome(fun() -> base64:encode(<<1:3>>) end)]).

sums() ->
    Data = << <<(N * 7 rem 256)>> || N <- lists:seq(1, 6000) >>,
    show([{erlang:crc32(B), erlang:adler32(B), erlang:crc32(77, B), erlang:adler32(78, B)} ||
             N <- [0, 1, 15, 16, 17, 31, 32, 33, 5552, 5553, 6000], B <- [binary:part(Data, 0, N)]]),
    show(erlang:adler32(binary:copy(<<255>>, 20000))).

show(Term) -> io:format("~w~n", [Term]).
