-module(old_functions).
-export([main/0]).

main() ->
    p([string:len("abc"), string:equal("a", "a"), string:concat("ab", "cd"), string:chr("hello", $l), string:rchr("hello", $l), string:str("hello", "ll"), string:rstr("abcabc", "bc")]),
    p([string:substr("hello", 2), string:substr("hello", 2, 3), string:tokens("a,b;;c", ",;"), string:join(["a", "b"], ", "), string:chars($x, 3), string:copies("ab", 2), string:words("a b  c"), string:sub_word("one two", 2)]),
    p([string:strip("  ab "), string:strip("xxabx", both, $x), string:strip("  a", left), string:left("ab", 4), string:right("ab", 4, $.), string:centre("ab", 5), string:to_upper("abC"), string:to_lower($A)]),
    p([string:to_integer("12abc"), string:to_integer("abc"), string:to_float("1.5x"), string:to_float("1"), string:to_integer(""), string:sub_string("hello", 2, 4), string:span("aab", "a"), string:cspan("xya", "a")]).

p(L) -> [io:format("~p~n", [X]) || X <- L].
