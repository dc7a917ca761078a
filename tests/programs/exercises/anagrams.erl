-module(anagrams).
-export([main/0]).

main() ->
    Words = ["listen", "silent", "enlist", "google", "elgoog", "abc", "cab", "xyz"],
    Keyed = lists:keysort(1, [{lists:sort(W), W} || W <- Words]),
    io:format("~p~n", [group(Keyed)]),
    io:format("~p~n", [lists:sort(permutations("abc"))]),
    io:format("~p~n", [[P || P <- permutations([1, 2, 3, 4]), hd(P) =:= 4]]).

group([]) -> [];
group([{K, _} | _] = L) ->
    {Same, Rest} = lists:partition(fun({K1, _}) -> K1 =:= K end, L),
    [{K, [W || {_, W} <- Same]} | group(Rest)].

permutations([]) -> [[]];
permutations(L) -> [[H | T] || H <- L, T <- permutations(L -- [H])].
