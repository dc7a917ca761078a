-module(trie).
-export([main/0]).

main() ->
    T = lists:foldl(fun insert/2, #{}, ["tea", "ten", "to", "in", "inn", "i"]),
    io:format("~p~n", [T]),
    io:format("~p~n", [[{W, member(W, T)} || W <- ["te", "ten", "in", "inner", ""]]]),
    io:format("~p~n", [lists:sort(words(T))]),
    io:format("~p~n", [lists:sort(with_prefix("te", T))]).

insert([], T) -> T#{'end' => true};
insert([C | Cs], T) -> T#{C => insert(Cs, maps:get(C, T, #{}))}.

member([], T) -> maps:is_key('end', T);
member([C | Cs], T) -> case T of #{C := Sub} -> member(Cs, Sub); #{} -> false end.

words(T) -> lists:append([case K of 'end' -> [""]; _ -> [[K | W] || W <- words(V)] end || {K, V} <- maps:to_list(T)]).

with_prefix(P, T) -> [P ++ W || W <- words(down(P, T))].
down([], T) -> T;
down([C | Cs], T) -> down(Cs, maps:get(C, T, #{})).
