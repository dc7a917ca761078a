%% With OTP's own: gb_trees gb_sets
-module(otp_trees).
-export([run/0]).

%% Balanced trees and sets from the sources that OTP ships: insertions, look-ups, deletions.
run() ->
    Keys = keys(100000, 1, []),
    Tree = lists:foldl(fun(Key, Tree) -> gb_trees:enter(Key, Key, Tree) end, gb_trees:empty(), Keys),
    [{value, Key} = gb_trees:lookup(Key, Tree) || Key <- Keys],
    Empty = lists:foldl(fun gb_trees:delete_any/2, Tree, Keys),
    0 = gb_trees:size(Empty),
    Sets = [gb_sets:from_list(lists:sublist(Keys, N * 1000, 1000)) || N <- lists:seq(1, 90)],
    gb_sets:size(gb_sets:union(Sets)).

keys(0, _, Keys) -> Keys;
keys(N, Seed, Keys) ->
    Next = (Seed * 1103515245 + 12345) rem 2147483648,
    keys(N - 1, Next, [Next | Keys]).
