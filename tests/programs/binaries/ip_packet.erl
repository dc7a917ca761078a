-module(ip_packet).
-export([main/0]).

-define(IP_VERSION, 4).

main() ->
    Packet = <<?IP_VERSION:4, 5:4, 0:8, 28:16, 1234:16, 2:3, 0:13, 64:8, 17:8, 0:16, 192, 168, 0, 1, 10, 0, 0, 7, "payload!">>,
    io:format("~p~n", [parse(Packet)]),
    io:format("~p~n", [parse(<<6:4, 0:4, 1, 2, 3>>)]),
    io:format("~p~n", [parse(<<>>)]).

parse(<<?IP_VERSION:4, HLen:4, _Tos:8, Total:16, Id:16, Flags:3, Off:13, Ttl:8, Proto:8, _Sum:16,
        A, B, C, D, Dest:4/binary, Rest/binary>>) when HLen >= 5 ->
    Data = binary_part(Rest, 0, Total - 4 * HLen),
    {ip, Id, Flags, Off, Ttl, Proto, {A, B, C, D}, list_to_tuple(binary_to_list(Dest)), Data};
parse(<<V:4, _/bits>>) -> {bad_version, V};
parse(_) -> truncated.
