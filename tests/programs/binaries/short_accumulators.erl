%% Binaries that grow from nothing, byte by byte, and are begun again every few bytes.
-module(short_accumulators).
-export([main/0]).

main() ->
    Text = << <<(word(N))/binary, (separator(N))>> || N <- lists:seq(1, 300) >>,
    Words = words(Text, <<>>, []),
    io:format("~p ~p~n", [length(Words), lists:sum([byte_size(W) || W <- Words])]),
    io:format("~p~n", [lists:sublist(Words, 12)]),
    io:format("~p~n", [lists:usort([byte_size(W) || W <- Words])]),
    io:format("~p~n", [Words =:= [word(N) || N <- lists:seq(1, 300)]]),
    erlang:garbage_collect(),
    Counts = lists:foldl(fun(W, M) -> M#{W => maps:get(W, M, 0) + 1} end, #{}, Words),
    io:format("~p~n", [lists:sublist(lists:sort(maps:to_list(Counts)), 5)]),
    forks(<<>>),
    bits(<<>>, 0),
    passed_on(),
    large().

word(N) -> binary:copy(<<($a + N rem 26)>>, N rem 70).

separator(N) when N rem 3 =:= 0 -> $\n;
separator(_) -> $\s.

words(<<>>, _, Words) -> lists:reverse(Words);
words(<<C, Rest/binary>>, Word, Words) when C =:= $\s; C =:= $\n -> words(Rest, <<>>, [Word | Words]);
words(<<C, Rest/binary>>, Word, Words) -> words(Rest, <<Word/binary, C>>, Words).

%% Who appends twice to the same leaves the other one alone.
forks(Nothing) ->
    One = <<Nothing/binary, 1>>,
    Two = <<One/binary, 2>>,
    Other = <<One/binary, 3>>,
    Third = <<Nothing/binary, 4>>,
    Long = <<Two/binary, (binary:copy(<<5>>, 40))/binary, 6>>,
    More = <<Two/binary, 7>>,
    io:format("~p~n", [[One, Two, Other, Third, byte_size(Long), More]]),
    io:format("~p~n", [<<Nothing/binary, (binary:copy(<<8>>, 31))/binary>> =:= binary:copy(<<8>>, 31)]).

bits(Bits, 20) -> io:format("~p ~p~n", [Bits, bit_size(Bits)]);
bits(Bits, N) -> bits(<<Bits/bitstring, N:(N rem 9)>>, N + 1).

%% What has been sent away stays what it is while the sender appends more.
passed_on() ->
    Self = self(),
    Keeper = spawn(fun() -> keep([], Self) end),
    grow(<<>>, 0, Keeper),
    Keeper ! tell,
    receive {kept, Kept} -> io:format("~w~n", [[{byte_size(B), erlang:crc32(B)} || B <- Kept]]) end.

grow(_, 40, _) -> ok;
grow(Binary, N, Keeper) ->
    N rem 5 =:= 3 andalso (Keeper ! Binary),
    grow(<<Binary/binary, N>>, N + 1, Keeper).

keep(Kept, For) ->
    receive
        tell -> For ! {kept, lists:reverse(Kept)};
        Binary -> keep([<<Binary/binary, 255>>, Binary | Kept], For)
    end.

large() ->
    All = [tail(<<>>, N rem 37) || N <- lists:seq(1, 20000)],
    io:format("~p~n", [erlang:phash2(All)]).

tail(Binary, 0) -> Binary;
tail(Binary, N) -> tail(<<Binary/binary, N>>, N - 1).
