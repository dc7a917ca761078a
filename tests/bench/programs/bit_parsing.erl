-module(bit_parsing).
-export([run/0]).

run() ->
    Packets = packets(20000, <<>>),
    repeat(60, Packets).

repeat(0, _) -> ok;
repeat(N, Packets) ->
    {20000, _} = parse(Packets, 0, 0),
    Sum = bytes(Packets, 0),
    Sum = bytes(<< <<B>> || <<B>> <= Packets >>, 0),
    repeat(N - 1, Packets).

packets(0, Acc) -> Acc;
packets(N, Acc) ->
    Body = <<N:32, (N * 3):16/little, "payload">>,
    packets(N - 1, <<Acc/binary, 4:4, (N rem 16):4, (byte_size(Body)):16, Body/binary>>).

parse(<<4:4, Kind:4, Size:16, Body:Size/binary, Rest/binary>>, Count, Sum) ->
    <<N:32, M:16/little, "payload">> = Body,
    parse(Rest, Count + 1, Sum + Kind + N + M);
parse(<<>>, Count, Sum) -> {Count, Sum}.

bytes(<<B, Rest/binary>>, Sum) -> bytes(Rest, Sum + B);
bytes(<<>>, Sum) -> Sum.
