-module(palindromes_and_counts).
-export([main/0]).

main() ->
    io:format("~p~n", [[{S, palindrome(S)} || S <- ["racecar", "A man, a plan, a canal: Panama", "hello", ""]]]),
    io:format("~p~n", [count("the rain in spain", "ain")]),
    io:format("~p~n", [vowels("programming languages")]),
    io:format("~s~n", [capitalize("the quick brown fox")]),
    io:format("~s~n", [string:join(lists:reverse(string:tokens("one two three", " ")), " ")]),
    io:format("~p~n", [longest_word("a bb ccc dd e")]),
    io:format("~s~n", [squeeze("aaabbbcccd")]),
    io:format("~p~n", [is_unique("abc") andalso not is_unique("abca")]).

palindrome(S) -> L = [lower(C) || C <- S, is_letter(C)], L =:= lists:reverse(L).
lower(C) when C >= $A, C =< $Z -> C + 32;
lower(C) -> C.
is_letter(C) -> (C >= $a andalso C =< $z) orelse (C >= $A andalso C =< $Z).
count(S, Sub) -> count(S, Sub, 0).
count([], _, N) -> N;
count([_ | T] = S, Sub, N) -> case lists:prefix(Sub, S) of true -> count(T, Sub, N + 1); false -> count(T, Sub, N) end.
vowels(S) -> length([C || C <- S, lists:member(C, "aeiou")]).
capitalize(S) -> string:join([[C - 32 | T] || [C | T] <- string:tokens(S, " ")], " ").
longest_word(S) -> {_, W} = lists:max([{length(W), W} || W <- string:tokens(S, " ")]), W.
squeeze([A, A | T]) -> squeeze([A | T]);
squeeze([A | T]) -> [A | squeeze(T)];
squeeze([]) -> [].
is_unique(S) -> length(lists:usort(S)) =:= length(S).
