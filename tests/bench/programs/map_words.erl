-module(map_words).
-export([run/0]).

run() ->
    Counts = count(600000, 1, #{}),
    true = map_size(Counts) > 1000,
    600000 = maps:fold(fun(_, N, Sum) -> N + Sum end, 0, Counts),
    small(1000000, #{a => 0, b => 1, c => 2}).

count(0, _, Map) -> Map;
count(N, Seed, Map) ->
    Next = (Seed * 1103515245 + 12345) rem 2147483648,
    Key = Next rem 5000,
    New = case Map of
        #{Key := Old} -> Map#{Key := Old + 1};
        _ -> Map#{Key => 1}
    end,
    count(N - 1, Next, New).

small(0, Map) -> Map;
small(N, #{a := A, b := B} = Map) -> small(N - 1, Map#{a := A + B, c := N}).
