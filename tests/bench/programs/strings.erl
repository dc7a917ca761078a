-module(strings).
-export([run/0]).

run() -> repeat(60).

repeat(0) -> ok;
repeat(N) ->
    Rows = [row(I) || I <- lists:seq(1, 2000)],
    Text = lists:flatten(Rows),
    true = length(Text) > 20000,
    Words = split(Text, [], []),
    true = length(Words) > 4000,
    Upper = [[upper(C) || C <- Word] || Word <- Words],
    true = length(join(Upper, ", ")) > 20000,
    true = byte_size(iolist_to_binary([Rows, $\n, [["<", Word, ">"] || Word <- Words]])) > 40000,
    repeat(N - 1).

row(I) -> ["row ", integer_to_list(I), [$:, " value=", integer_to_list(I * 7919)], $\n].

split([], [], Words) -> lists:reverse(Words);
split([], Word, Words) -> split([], [], [lists:reverse(Word) | Words]);
split([C | Rest], [], Words) when C =:= $\s; C =:= $\n -> split(Rest, [], Words);
split([C | Rest], Word, Words) when C =:= $\s; C =:= $\n -> split(Rest, [], [lists:reverse(Word) | Words]);
split([C | Rest], Word, Words) -> split(Rest, [C | Word], Words).

upper(C) when C >= $a, C =< $z -> C - 32;
upper(C) -> C.

join([Word], _) -> Word;
join([Word | Rest], Between) -> Word ++ Between ++ join(Rest, Between).
