%% Characters in UTF-8 in patterns: the first and the last of each length, what is none, what is cut off, and places
%% within bytes.
-module(utf8_one_by_one).
-export([main/0]).

main() ->
    Good = [0, 16#7f, 16#80, 16#7ff, 16#800, 16#fff, 16#d7ff, 16#e000, 16#ffff, 16#10000, 16#3ffff, 16#10ffff],
    io:format("~w~n", [[first(<<C/utf8, "x">>) =:= {C, <<"x">>} || C <- Good]]),
    io:format("~w~n", [all(<< <<C/utf8>> || C <- Good >>, [])]),
    io:format("~w~n", [sum(binary:copy(<< <<C/utf8>> || C <- Good >>, 500), 0)]),
    io:format("~w~n", [[first(binary:part(B, 0, N)) || C <- Good, B <- [<<C/utf8>>], N <- lists:seq(0, byte_size(B) - 1)]]),
    %% All first bytes, with others behind that are within or beyond what may follow.
    Behind = [<<>>, <<16#80>>, <<16#80, 16#80>>, <<16#80, 16#80, 16#80>>, <<16#bf, 16#bf, 16#bf>>, <<16#90, 16#80, 16#80>>,
              <<16#8f, 16#bf, 16#bf>>, <<16#9f, 16#bf, 16#bf>>, <<16#a0, 16#80, 16#80>>, <<16#7f, 16#80, 16#80>>,
              <<16#c0, 16#80, 16#80>>, <<16#80, 16#c0, 16#80>>, <<16#80, 16#80, 16#40>>, <<"abc">>],
    Found = [{B, Rest, first(<<B, Rest/binary>>)} || B <- lists:seq(0, 255), Rest <- Behind],
    io:format("~w ~w~n", [length([1 || {_, _, {_, _}} <- Found]), erlang:phash2(Found)]),
    io:format("~w~n", [[{B, F} || {B, <<16#bf, 16#bf, 16#bf>>, F} <- Found, B > 16#bf]]),
    %% Beside other fields.
    [io:format("~w~n", [within(<<5:3, C/utf8, 1:5>>)]) || C <- Good],
    io:format("~w~n", [within(<<5:3, 255, 1:5>>)]),
    io:format("~w~n", [[counted(<<N, C/utf8, C/utf8, "end">>) || N <- [0, 1], C <- [$a, 16#e9, 16#1f600]]]),
    io:format("~w~n", [[skipped(B) || B <- [<<"aa">>, <<16#e9/utf8, 16#e9/utf8>>, <<255, 1>>, <<>>, <<16#e9/utf8>>]]]),
    io:format("~w~n", [[bound(16#e9, B) || B <- [<<16#e9/utf8>>, <<16#ea/utf8>>, <<16#e9>>, <<>>]]]),
    io:format("~w~n", [[C || <<C/utf8>> <= <<"ab", 16#e9/utf8, 255, "c">>]]),
    io:format("~w~n", [[first(X) || X <- [foo, <<1:1>>, <<"a", 1:1>>, <<16#e9/utf8, 1:7>>, <<16#c3, 41:7>>]]]).

first(<<C/utf8, Rest/bits>>) -> {C, Rest};
first(_) -> none.

all(<<C/utf8, Rest/binary>>, Cs) -> all(Rest, [C | Cs]);
all(<<>>, Cs) -> lists:reverse(Cs).

sum(<<C/utf8, Rest/binary>>, Sum) -> sum(Rest, Sum + C);
sum(<<>>, Sum) -> Sum.

within(<<A:3, C/utf8, B:5>>) -> {A, C, B};
within(_) -> none.

counted(<<0, C/utf8, Rest/binary>>) -> {C, Rest};
counted(<<_, _/utf8, C/utf8, Rest/binary>>) -> {second, C, Rest}.

skipped(<<_/utf8, _/utf8>>) -> two;
skipped(<<_/utf8>>) -> one;
skipped(<<_, _/binary>>) -> other;
skipped(_) -> none.

bound(C, <<C/utf8>>) -> same;
bound(_, <<_/utf8>>) -> another;
bound(_, _) -> none.
