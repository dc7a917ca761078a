%% Numbers of 64 bits and floats: read and written at the boundary of a byte and within one.
-module(words_of_64_bits).
-export([main/0]).

main() ->
    Words = [0, 1, -1, (1 bsl 61), (1 bsl 62) - 1, 1 bsl 62, (1 bsl 63) - 1, 1 bsl 63, (1 bsl 64) - 1,
             -(1 bsl 62), -(1 bsl 62) - 1, -(1 bsl 63), 16#0123456789ABCDEF, 16#F123456789ABCDEF,
             (1 bsl 64) + 5, -(1 bsl 64) - 5, -(1 bsl 200), (1 bsl 64) * 3],
    [io:format("~w ~w~n", [Word, rounds(Word)]) || Word <- Words],
    Big = << <<W:64, W:64/little>> || W <- Words >>,
    io:format("~w~n", [unsigned(Big, [])]),
    io:format("~w~n", [signed(Big, [])]),
    io:format("~w~n", [within(<<5:3, Big/binary>>)]),
    io:format("~w~n", [within(<<5:3, Big/binary, 1:5>>)]),
    io:format("~w~n", [sum(Big, 0)]),
    io:format("~w~n", [appended(Words, <<0>>)]),
    io:format("~w~n", [try appended([a], binary:copy(<<1>>, 100)) catch error:Reason -> Reason end]),
    floats(),
    garbage(2000, []).

rounds(W) ->
    <<A:64>> = <<W:64>>,
    <<B:64/signed>> = <<W:64>>,
    <<C:64/little>> = <<W:64/little>>,
    <<D:64/signed-little>> = <<W:64/little>>,
    <<_, E:64/native, _>> = <<7, W:64/native, 7>>,
    {A, B, C, D, E =:= A}.

unsigned(<<A:64, B:64/little, Rest/binary>>, All) -> unsigned(Rest, [A, B | All]);
unsigned(<<>>, All) -> lists:reverse(All).

signed(<<A:64/signed, B:64/signed-little, Rest/binary>>, All) -> signed(Rest, [A, B | All]);
signed(<<>>, All) -> lists:reverse(All).

within(<<5:3, A:64, B:64/signed, _:7, C:64/signed, D:64, _/bitstring>>) -> {A, B, C, D};
within(_) -> none.

sum(<<A:64, Rest/binary>>, Sum) -> sum(Rest, Sum + A);
sum(<<>>, Sum) -> Sum.

appended([], Binary) -> erlang:md5(Binary);
appended([Word | Words], Binary) -> appended(Words, <<Binary/binary, Word:64, 1, Word:64/little>>).

floats() ->
    Numbers = [0.0, -0.0, 1.5, -2.5e300, 1.0e-310, 3.4028234663852886e38, 3.5e38, 7, 1 bsl 70],
    [io:format("~w ~w~n", [Number, as_float(Number)]) || Number <- Numbers],
    Bits = << <<F/float>> || F <- [1.25, 2.5, -10.0] >>,
    io:format("~w~n", [total(Bits, 0.0)]),
    io:format("~w~n", [total_little(<< <<F:32/float-little>> || F <- [1.25, 2.5, -10.0] >>, 0)]),
    io:format("~w~n", [[kind(<<W:64>>) || W <- [16#7FF0000000000000, 16#FFF0000000000000, 16#7FF8000000000001,
                                               16#7FEFFFFFFFFFFFFF, 16#8000000000000000]]]),
    io:format("~w~n", [[short(<<W:32>>) || W <- [16#7F800000, 16#FFC00001, 16#7F7FFFFF, 1, 16#3FC00000]]]),
    io:format("~w~n", [[kind(<<0:3, F/float, 1:5>>) || F <- [1.5, 2.0]]]),
    io:format("~w~n", [written(10, 1.0, <<>>)]),
    io:format("~w~n", [written(3, x, binary:copy(<<3>>, 100))]).

as_float(Number) ->
    <<A/float>> = <<Number/float>>,
    <<B:64/float-little>> = <<Number:64/float-little>>,
    {A, B, <<Number:32/float>>}.

total(<<F/float, Rest/binary>>, Sum) -> total(Rest, Sum + F);
total(<<>>, Sum) -> Sum.

total_little(<<F:32/float-little, Rest/binary>>, Sum) -> total_little(Rest, Sum + F);
total_little(<<>>, Sum) -> Sum.

kind(<<F/float>>) -> {float, F};
kind(<<0:3, F/float, _:5>>) -> {within, F};
kind(<<_:64>>) -> none.

short(<<F:32/float>>) -> F;
short(<<W:32>>) -> W.

written(0, _, Binary) -> erlang:md5(Binary);
written(N, F, Binary) ->
    try <<Binary/binary, F/float, N, F:32/float>> of
        Longer -> written(N - 1, if is_float(F) -> F * -3.25; true -> F end, Longer)
    catch
        error:Reason -> {N, Reason, byte_size(Binary)}
    end.

%% Numbers that need memory, and such that need none, among others while the heap grows.
garbage(0, All) -> io:format("~w~n", [{length(All), lists:sum(All)}]);
garbage(N, All) ->
    <<A:64, B:64>> = <<(N * 16#1234567890ABCDE):64, N:64>>,
    garbage(N - 1, [A, B | All]).
