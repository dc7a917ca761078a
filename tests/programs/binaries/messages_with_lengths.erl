-module(messages_with_lengths).
-export([main/0]).

main() ->
    Stream = iolist_to_binary([frame(M) || M <- [<<"one">>, <<>>, <<"three!">>]]),
    io:format("~p~n", [Stream]),
    io:format("~p~n", [deframe(Stream)]),
    <<Part:8/binary, _/binary>> = Stream,
    io:format("~p~n", [deframe(Part)]),
    io:format("~p~n", [varint(300)]),
    io:format("~p~n", [unvarint(<<172, 2, 99>>)]).

frame(B) -> [<<(byte_size(B)):16>>, B].

deframe(<<N:16, M:N/binary, Rest/binary>>) -> {Ms, Left} = deframe(Rest), {[M | Ms], Left};
deframe(Left) -> {[], Left}.

varint(N) when N < 128 -> <<N>>;
varint(N) -> <<1:1, (N band 127):7, (varint(N bsr 7))/binary>>.

unvarint(B) -> unvarint(B, 0, 0).
unvarint(<<1:1, X:7, R/binary>>, S, A) -> unvarint(R, S + 7, A bor (X bsl S));
unvarint(<<0:1, X:7, R/binary>>, S, A) -> {A bor (X bsl S), R}.
