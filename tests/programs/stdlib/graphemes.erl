-module(graphemes).
-export([main/0]).

main() ->
    Family = [16#1F468, 16#200D, 16#1F469, 16#200D, 16#1F467],
    Text = "a" ++ [16#301] ++ "b" ++ Family ++ [16#1F1E9, 16#1F1EA, 16#1100, 16#1161, 16#11A8] ++ "\r\nz",
    io:format("~w~n", [string:to_graphemes(Text)]),
    io:format("~w ~w~n", [string:length(Text), string:length(unicode:characters_to_binary(Text))]),
    io:format("~w~n", [string:reverse(Text)]),
    io:format("~w~n", [string:slice(Text, 1, 2)]),
    io:format("~w~n", [string:slice(unicode:characters_to_binary(Text), 2, 1)]),
    io:format("~ts ~ts ~ts~n", [string:uppercase("straße ǆ ﬁ"), string:titlecase("ǆ"), string:lowercase("ÀÉΣ")]),
    io:format("~w ~w~n", [string:casefold("ΣΊΣΥΦΟΣ"), string:equal("STRASSE", "straße", true)]),
    io:format("~p~n", [string:split(<<"a,b,c">>, ",")]),
    io:format("~p~n", [string:split(<<"a,b,c">>, <<",">>, all)]),
    io:format("~p ~p~n", [string:split("a--b--c", "--", trailing), string:split("abc", "x")]),
    io:format("~p~n", [string:lexemes(<<"  one two\tthree">>, " \t")]),
    io:format("~p ~p~n", [string:trim(<<"  x y \n">>), string:trim("..x..", trailing, ".")]),
    io:format("~p ~p~n", [string:find(<<"hello world">>, "wor"), string:find("hello", "l", trailing)]),
    io:format("~p ~p~n", [string:prefix(<<"prefix">>, "pre"), string:take("123abc", lists:seq($0, $9))]),
    io:format("~p ~p~n", [string:take(<<"abc123">>, lists:seq($0, $9), false, trailing), string:nth_lexeme("a b c", 2, " ")]),
    io:format("~p~n", [iolist_to_binary(string:replace(<<"a.b.c">>, ".", "::", all))]),
    io:format("~p~n", [[string:pad("ab", 5), string:pad("ab", 5, leading, $.), string:pad("ab", 5, both)]]),
    io:format("~p ~p~n", [string:chomp("x\r\n"), string:is_empty([[], <<>>])]),
    io:format("~w ~w~n", [string:next_grapheme([$e, 16#301, $x]), string:next_codepoint(<<"é"/utf8>>)]).
