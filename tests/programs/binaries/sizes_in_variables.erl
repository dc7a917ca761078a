-module(sizes_in_variables).
-export([main/0]).

%% Numbers whose sizes are known when the program runs, read from any place, made alone and behind other bits.
main() ->
    Source = << <<(I * I * 37 + I)>> || I <- lists:seq(1, 40) >>,
    Sizes = lists:seq(0, 70) ++ [127, 128, 130],
    io:format("~w~n", [[Size || Size <- Sizes, At <- lists:seq(0, 9), not reads_well(Source, At, Size)]]),
    io:format("~w~n", [[loop(Source, Size, 0) || Size <- Sizes, Size > 0]]),
    io:format("~w~n", [[signed(Source, Size, []) || Size <- [3, 8, 13, 57, 63, 64]]]),
    io:format("~w~n", [[little(Source, Size, []) || Size <- [8, 16, 24, 48, 64, 11]]]),
    io:format("~w~n", [[units(Source, Size, []) || Size <- [1, 2, 3, 7, 8, 9]]]),
    io:format("~w~n", [[constants(Source, At) || At <- [0, 1, 4, 7]]]),
    io:format("~w~n", [[read(<<1, 2, 3>>, Size) || Size <- [0, 1, 24, 25, -1, 1 bsl 40, 1 bsl 70, a, 1.0]]]),
    io:format("~w~n", [[behind_size(<<Size, 255, 254, 253, 252>>) || Size <- [0, 3, 8, 11, 16, 24, 25]]]),
    Values = [0, 1, -1, 5, 12345, -54321, 1 bsl 55, (1 bsl 61) - 1, 1 bsl 70, -(1 bsl 66) - 3],
    io:format("~w~n", [[{V, S} || V <- Values, S <- Sizes, not makes_well(V, S)]]),
    io:format("~w~n", [[alone(V, S) || V <- [0, 7, -2, 1 bsl 60], S <- [0, 1, 5, 8, 12, 56, 57]]]),
    io:format("~w~n", [[made(V, S) || {V, S} <- [{1, -1}, {1, a}, {1, 2.0}, {a, 3}, {a, 0}, {2.5, 8}, {x, y}]]]),
    io:format("~w~n", [lists:usort([many(V, S, 50, <<>>) =:= many_at_once(V, S, 50) || V <- [0, 1, -3, 1 bsl 65], S <- Sizes])]),
    io:format("~w~n", [erlang:phash2([grow(20, <<>>), grow(200, <<1:3>>), bytes_of(30, <<>>)])]),
    io:format("~w~n", [try bytes_of(3, <<1:3>>) catch error:E1 -> E1 end]),
    io:format("~w~n", [try bytes_of(3, a) catch error:E2 -> E2 end]),
    io:format("~w~n", [erlang:phash2(joined(300, <<>>))]),
    io:format("~w~n", [joined(3, <<"start">>)]),
    io:format("~w~n", [[parts(A, B) || A <- [<<>>, <<1>>, <<1:4>>, a], B <- [<<>>, <<2, 3>>, <<1:9>>, 7]]]),
    io:format("~w~n", [doubled(3, <<"ab">>)]),
    kept().

reads_well(Source, At, Size) ->
    <<_:At/bits, Rest/bits>> = Source,
    <<Wanted:Size/bits, _/bits>> = Rest,
    Unsigned = value(Wanted, 0),
    Signed = if Size > 0, Unsigned bsr (Size - 1) =:= 1 -> Unsigned - (1 bsl Size); true -> Unsigned end,
    <<_:At/bits, U:Size, _/bits>> = Source,
    <<_:At, S:Size/signed, _/bits>> = Source,
    U =:= Unsigned andalso S =:= Signed.

value(<<B:1, Rest/bits>>, Sum) -> value(Rest, Sum * 2 + B);
value(<<>>, Sum) -> Sum.

loop(Bits, Size, Sum) ->
    case Bits of
        <<N:Size, Rest/bits>> -> loop(Rest, Size, (Sum * 3 + N) rem 1000003);
        _ -> {Sum, bit_size(Bits)}
    end.

signed(Bits, Size, Found) ->
    case Bits of
        <<N:Size/signed, Rest/bits>> when length(Found) < 5 -> signed(Rest, Size, [N | Found]);
        _ -> Found
    end.

little(Bits, Size, Found) ->
    case Bits of
        <<N:Size/little, M:Size/little-signed, Rest/bits>> when length(Found) < 4 -> little(Rest, Size, [N, M | Found]);
        _ -> Found
    end.

units(Bits, Size, Found) ->
    case Bits of
        <<N:Size/integer-unit:8, Rest/binary>> when length(Found) < 3 -> units(Rest, Size, [N | Found]);
        _ -> Found
    end.

constants(Source, At) ->
    <<_:At/bits, A:3, B:24, C:40/signed, D:48, E:56/signed, F:13, G:8, H:16/little, I:24/little, J:1, K:55, _/bits>> = Source,
    [A, B, C, D, E, F, G, H, I, J, K].

read(Bits, Size) ->
    case Bits of
        <<N:Size, _/bits>> -> N;
        _ -> none
    end.

behind_size(<<Size, N:Size, M:8, Rest/bits>>) -> {N, M, Rest};
behind_size(<<Size, N:Size, Rest/bits>>) -> {N, Rest};
behind_size(_) -> none.

makes_well(Value, Size) ->
    Bits = << <<((Value bsr (Size - 1 - I)) band 1):1>> || I <- lists:seq(0, Size - 1) >>,
    <<Value:Size>> =:= Bits andalso bit_size(<<Value:Size>>) =:= Size
        andalso <<(id(<<>>))/bits, Value:Size>> =:= Bits.

id(X) -> X.

alone(Value, Size) -> <<Value:Size>>.

made(Value, Size) ->
    [try <<Value:Size>> catch error:E -> E end, try <<(id(<<1:1>>))/bits, Value:Size>> catch error:E -> E end].

many(_, _, 0, Bits) -> Bits;
many(Value, Size, N, Bits) -> many(Value, Size, N - 1, <<Bits/bits, Value:Size>>).

many_at_once(Value, Size, N) -> << <<Value:Size>> || _ <- lists:seq(1, N) >>.

grow(0, Bits) -> Bits;
grow(N, Bits) ->
    Size = N rem 61,
    grow(N - 1, <<Bits/bits, (N * 7919):Size>>).

bytes_of(0, Bytes) -> Bytes;
bytes_of(N, Bytes) -> bytes_of(N - 1, <<Bytes/binary, N:(N rem 5)/unit:8>>).

joined(0, Bytes) -> Bytes;
joined(N, Bytes) ->
    Digits = integer_to_binary(N * N),
    <<_:4, Within:1/binary, _/bits>> = <<N:32>>,
    joined(N - 1, <<Bytes/binary, Digits/binary, ",", Within/binary, Digits/bits>>).

parts(A, B) ->
    [try <<A/binary, B/binary, "!">> catch error:E -> E end,
     try <<A/bits, B/bits, "!">> catch error:E -> E end].

doubled(0, Bytes) -> Bytes;
doubled(N, Bytes) -> doubled(N - 1, <<Bytes/binary, Bytes/binary, "-", Bytes/binary>>).

%% What was made before stays as it is when more is written behind it.
kept() ->
    A = many(5, 3, 300, <<>>),
    Size = id(5),
    B = <<A/bits, 9:Size>>,
    C = <<A/bits, 22:Size>>,
    D = <<B/bits, 1:Size>>,
    <<_:900/bits, B1/bits>> = B,
    <<_:900/bits, C1/bits>> = C,
    <<_:900/bits, D1/bits>> = D,
    io:format("~w ~w ~w ~w~n", [B1, C1, D1, bit_size(A)]).
