-module(new_functions).
-export([main/0]).

main() ->
    p([string:length("abc"), string:length(<<"abc">>), string:is_empty(""), string:is_empty("a"), string:reverse("abc"), string:reverse(<<"abc">>)]),
    p([string:split("a b c", " "), string:split("a b c", " ", trailing), string:split("a b c", " ", all), string:split(<<"a,b">>, ","), string:split("abc", "x")]),
    p([string:trim("  ab \n"), string:trim(" a ", leading), string:trim(" a ", trailing), string:trim("xxaxx", both, "x"), string:trim(<<" b ">>)]),
    p([string:uppercase("aBc"), string:lowercase(<<"ABC">>), string:titlecase("hello world"), string:casefold("HeLLo")]),
    p([string:find("hello", "l"), string:find("hello", "l", trailing), string:find("hello", "z"), string:find(<<"hello">>, "ll")]),
    p([string:replace("aXbXc", "X", "-"), string:replace("aXbXc", "X", "-", all), string:replace("aXbXc", "X", "-", trailing)]),
    p([string:pad("ab", 5), string:pad("ab", 5, leading), string:pad("ab", 5, both, $*), string:slice("hello", 1, 3), string:slice("hello", 2), string:slice(<<"hello">>, 1, 2)]),
    p([string:prefix("hello", "he"), string:prefix("hello", "x"), string:lexemes("a,b;;c", ",;"), string:nth_lexeme("a b c", 2, " "), string:equal("Abc", "aBC", true), string:chomp("line\r\n"), string:take("aab", "a"), string:take("baa", "a", true)]),
    p([string:next_grapheme("ab"), string:next_codepoint(""), string:to_graphemes("ab")]).

p(L) -> [io:format("~p~n", [X]) || X <- L].
