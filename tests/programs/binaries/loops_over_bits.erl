-module(loops_over_bits).
-export([main/0, sum/2, copy/2]).

%% Loops that take bitstrings apart and put them together, a piece a round.

main() ->
    Bytes = << <<(N rem 251)>> || N <- lists:seq(1, 5000) >>,
    io:format("~p~n", [sum(Bytes, 0)]),
    io:format("~p~n", [sum(<<1, 2, 3:4>>, 0)]),
    Copy = copy(Bytes, <<>>),
    io:format("~p ~p~n", [Copy =:= Bytes, erlang:phash2(Copy)]),
    io:format("~p~n", [erlang:md5(reversed(Bytes, <<>>))]),
    forks(),
    slow(),
    sent(),
    fields(),
    many(),
    failing(),
    sizes(),
    numbers(),
    io:format("~p~n", [erlang:phash2(lines(<<"one\ntwo\n\nthree\nfour">>, <<>>, []))]),
    io:format("~p~n", [lines(<<"one\ntwo\n\nthree\nfour">>, <<>>, [])]),
    io:format("~p~n", [hex(<<"hello", 255, 0, 171>>, <<>>)]),
    io:format("~p~n", [erlang:phash2(hex(Bytes, <<>>))]),
    io:format("~p~n", [swapped(<<1, 2, 3, 4, 5, 6>>, <<7, 8, 9>>, 0)]),
    io:format("~p~n", [mutual_a(Bytes, 0)]),
    io:format("~p~n", [lists:sum([sum(P, 0) || P <- parts(Bytes)])]),
    io:format("~p~n", [unaligned(<<1:3, Bytes/binary, 1:5>>)]).

sum(<<B, Rest/binary>>, Sum) -> sum(Rest, Sum + B);
sum(<<>>, Sum) -> Sum;
sum(Left, Sum) -> {left, Left, Sum}.

copy(<<B, Rest/binary>>, Acc) -> copy(Rest, <<Acc/binary, B>>);
copy(<<>>, Acc) -> Acc.

reversed(<<A:16, Rest/binary>>, Acc) -> reversed(Rest, <<A:16/little, Acc/binary>>);
reversed(<<>>, Acc) -> Acc.

%% Two bitstrings grow from the same one.
forks() ->
    Start = << <<N>> || N <- lists:seq(1, 100) >>,
    A = fork(100, Start, []),
    io:format("~p ~p~n", [length(A), erlang:phash2(A)]),
    {Left, Right} = two(Start),
    io:format("~p~n~p~n", [Left, Right]).

fork(0, Acc, All) -> [Acc | All];
fork(N, Acc, All) ->
    One = <<Acc/binary, N>>,
    Two = <<Acc/binary, (N + 100)>>,
    Both = <<One/binary, 0, N:16>>,
    fork(N - 1, Two, [Both | All]).

two(Start) ->
    Grown = copy(Start, <<>>),
    Left = <<Grown/binary, "left">>,
    Right = <<Grown/binary, "right">>,
    {<<Left/binary, 1>>, <<Right/binary, 2>>}.

%% What needs large integers after something has been written.
slow() ->
    Bin = slow(300, 1 bsl 62, <<>>),
    io:format("~p ~p~n", [byte_size(Bin), erlang:phash2(Bin)]).

slow(0, _, Acc) -> Acc;
slow(N, Big, Acc) ->
    More = <<Acc/binary, N:16, (N bsr 3)>>,
    Large = Big * N + 1,
    slow(N - 1, Large rem (1 bsl 70), <<More/binary, Large:72, (-N):24/little>>).

%% Somebody else keeps each stage.
sent() ->
    Self = self(),
    Pid = spawn(fun() -> Self ! {all, kept([])} end),
    Last = send(Pid, 200, <<>>),
    Pid ! done,
    receive {all, All} -> io:format("~p ~p~n", [lists:last(All) =:= <<200>>, erlang:phash2(All)]) end,
    io:format("~p~n", [byte_size(Last)]).

send(_, 0, Acc) -> Acc;
send(Pid, N, Acc) ->
    More = <<Acc/binary, N>>,
    Pid ! More,
    send(Pid, N - 1, More).

kept(All) ->
    receive
        done -> All;
        Bin -> kept([Bin | All])
    end.

fields() ->
    Packet = <<4:4, 5:4, 0, 84:16, 1:3, 1234:13, 64, 17, 16#beef:16, 10, 0, 0, 1, 192, 168, 0, 1>>,
    io:format("~p~n", [header(Packet)]),
    io:format("~p~n", [header(<<6:4, Packet/bits>>)]),
    io:format("~p~n", [signed(<<-1:3/signed, 3:5, -300:16/little-signed, -5:13, 2:3, 7:9>>)]),
    io:format("~p~n", [[flags(<<N>>) || N <- [0, 1, 2, 16#55, 16#ff]]]),
    io:format("~p~n", [straddle(<<1:6, 5:7, 3:3, 2:12, 1:4>>)]).

header(<<4:4, Length:4, _, Total:16, Flags:3, Offset:13, Ttl, Protocol, Sum:16, From:4/binary, To:4/binary>>) ->
    {Length, Total, Flags, Offset, Ttl, Protocol, Sum, From, To};
header(<<Version:4, _/bits>>) -> {version, Version};
header(_) -> none.

signed(<<A:3/signed, B:5, C:16/little-signed, D:13/signed, E:3, Rest/bits>>) -> {A, B, C, D, E, Rest}.

flags(<<A:1, B:1, C:2, D:3, E:1>>) -> [A, B, C, D, E].

straddle(<<A:6, B:7, C:3, D:12, E:4>>) -> {A, B, C, D, E}.

%% More arguments than registers, some of them bitstrings.
many() -> io:format("~p~n", [many(<<1, 2, 3, 4, 5, 6, 7, 8, 9>>, a, <<>>, b, 0, c, <<"tail">>)]).

many(<<X, Y, Z, Rest/binary>>, A, Acc, B, Sum, C, Other) ->
    many(Rest, A, <<Acc/binary, Z, Y, X>>, B, Sum + X * Y, C, <<Other/binary, Z>>);
many(<<>>, A, Acc, B, Sum, C, Other) -> {A, Acc, B, Sum, C, Other}.

%% The arguments of a function that has no clause.
failing() ->
    Long = << <<1>> || _ <- lists:seq(1, 100) >>,
    show(fun() -> ones(<<Long/binary, 2, 3>>, <<>>) end),
    show(fun() -> ones(<<1, 1, 1, 7>>, <<"start">>) end),
    show(fun() -> add(<<1, 2, 3>>, 0, a) end),
    show(fun() -> grow(3, not_a_binary) end),
    show(fun() -> grow(3, <<1:3>>) end),
    show(fun() -> value(300, <<>>) end),
    show(fun() -> value(x, <<>>) end),
    show(fun() -> byte_size(x) end).

show(Fun) ->
    try Fun() of
        Value -> io:format("~p~n", [Value])
    catch
        error:Reason:Stack ->
            [{M, F, Args, _} | _] = Stack,
            io:format("~p ~p:~p ~p~n", [Reason, M, F, Args])
    end.

ones(<<1, Rest/binary>>, Acc) -> ones(Rest, <<Acc/binary, 0>>).

add(<<B, Rest/binary>>, Sum, Atom) when B < 3 -> add(Rest, Sum + B, Atom);
add(<<_, Rest/binary>>, Sum, Atom) -> add(Rest, Sum + Atom, Atom).

grow(0, Acc) -> Acc;
grow(N, Acc) -> grow(N - 1, <<Acc/binary, N>>).

value(Value, Acc) -> <<Acc/binary, Value>>.

sizes() ->
    io:format("~p~n", [[{size_of(B), byte_size(B), bit_size(B)} || B <- [<<>>, <<1>>, <<1:9>>, <<0:800>>]]]),
    io:format("~p~n", [[size_of(X) || X <- [a, 1, [], {}, 1.0, #{}, 1 bsl 80]]]),
    io:format("~p~n", [eaten(<<1, 2, 3, 4, 5>>, [])]).

size_of(X) when byte_size(X) > 50 -> large;
size_of(X) when bit_size(X) rem 8 =/= 0 -> odd;
size_of(X) when is_binary(X) -> small;
size_of(_) -> none.

eaten(<<_, Rest/binary>> = All, Sizes) when is_binary(Rest), is_bitstring(Rest), not is_list(Rest) ->
    eaten(Rest, [{byte_size(Rest), byte_size(All), Rest} | Sizes]);
eaten(<<>>, Sizes) -> Sizes.

numbers() ->
    List = [0, 1, -1, 127, 128, 255, 256, -300, 16#7fffffff, 1 bsl 40, -(1 bsl 59), 1 bsl 62, 1 bsl 70],
    [io:format("~w~n", [{N, number(N, <<>>), number(N)}]) || N <- List],
    ok.

number(N, Acc) ->
    <<Acc/binary, N, N:16, N:24, N:32, N:40/little, N:48, N:56, N:64, N:64/little, 3:2, N:6>>.

number(N) -> <<N:3, 1:5, "abc", N:24/little, N:12, (N + 1):20>>.

lines(<<$\n, Rest/binary>>, Line, Lines) -> lines(Rest, <<>>, [Line | Lines]);
lines(<<"three", Rest/binary>>, Line, Lines) -> lines(Rest, <<Line/binary, "THREE">>, Lines);
lines(<<C, Rest/binary>>, Line, Lines) -> lines(Rest, <<Line/binary, C>>, Lines);
lines(<<>>, Line, Lines) -> lists:reverse([Line | Lines]).

hex(<<A:4, Rest/bits>>, Acc) when A < 10 -> hex(Rest, <<Acc/binary, (A + $0)>>);
hex(<<A:4, Rest/bits>>, Acc) -> hex(Rest, <<Acc/binary, (A - 10 + $a)>>);
hex(<<>>, Acc) -> Acc.

swapped(<<A, Rest/binary>>, Other, N) when N < 20 -> swapped(<<Other/binary, N>>, Rest, N + A);
swapped(One, Other, N) -> {One, Other, N}.

mutual_a(<<A, Rest/binary>>, Sum) -> mutual_b(Rest, Sum + A);
mutual_a(<<>>, Sum) -> Sum.

mutual_b(<<B, Rest/binary>>, Sum) -> mutual_a(Rest, Sum - B);
mutual_b(<<>>, Sum) -> {b, Sum}.

parts(<<Part:100/binary, Rest/binary>>) -> [Part | parts(Rest)];
parts(Last) -> [Last].

unaligned(<<_:3, Rest/bits>>) -> through(Rest, <<>>, 0).

through(<<B, Rest/bits>>, Acc, Sum) -> through(Rest, <<Acc/bits, B>>, Sum + B);
through(Left, Acc, Sum) -> {Left, erlang:phash2(Acc), Sum}.
