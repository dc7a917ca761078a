-module(bit_syntax).
-export([main/0]).

main() ->
    X = id(5),
    B1 = <<1, 2, X, "abc", X:16/little, 1.5:32/float>>,
    io:format("~p~n", [B1]),
    <<H, T/binary>> = B1,
    io:format("~p ~p~n", [H, T]),
    io:format("~w~n", [[fields(B) || B <- inputs()]]),
    io:format("~p~n", [[integers(B) || B <- inputs()]]),
    io:format("~p~n", [[choose(B) || B <- [<<"GET /index.html HTTP/1.1">>, <<"POST x">>, <<"ab">>, <<"GET">>, <<>>, <<1:1>>, x]]]),
    io:format("~p~n", [[sized(B) || B <- [<<2, "abcdefg">>, <<0, 1>>, <<9, 1>>, <<1, 2, 3, 4, 5:7>>]]]),
    <<U/utf8, V/utf16, V2/utf16-little, W/utf32, R/bits>> =
        <<"é"/utf8, 16#10000/utf16, 16#20ac/utf16-little, $x/utf32, 1:3>>,
    io:format("~p~n", [{U, V, V2, W, R}]),
    io:format("~w~n", [[utf(B) || B <- [<<"aä€😀"/utf8>>, <<255>>, <<16#c3>>, <<16#ed, 16#a0, 16#80>>, <<>>]]]),
    <<F64/float, F32:32/float-little, F16:16/float>> = <<3.25/float, -1.5:32/float-little, 0.5:16/float>>,
    io:format("~p~n", [{F64, F32, F16}]),
    io:format("~p~n", [[flt(B) || B <- [<<127, 240, 0:48>>, <<127, 248, 0:48>>, <<1:64/float>>, <<2.5/float>>]]]),
    build(X),
    errors(),
    comprehensions(),
    append(),
    large().

id(X) -> X.

inputs() -> [<<>>, <<1>>, <<1, 2, 3>>, <<255, 254, 253, 252, 251, 250, 249, 248, 247>>, <<1:7>>, <<5:3, 200, 201>>, a].

fields(<<A:8/signed, B:16/little, C:24/signed-little, D:24, R/binary>>) -> {A, B, C, D, R};
fields(<<A:8/signed, B:16/little-signed, R/bits>>) -> {A, B, R};
fields(<<A:3, R/bits>>) -> {three, A, R};
fields(<<_/bits>>) -> bits;
fields(X) -> X.

integers(<<A:40, B:32/signed>>) -> {A, B};
integers(<<A:70/signed, _/bits>>) -> A;
integers(<<A:1/signed, B:11, _/bits>>) -> {A, B};
integers(<<A:4/unit:2>>) -> A;
integers(<<0:0>>) -> zero;
integers(_) -> none.

choose(<<"GET ", R/binary>>) -> {get, R};
choose(<<"POST ", R/binary>>) -> {post, byte_size(R)};
choose(<<"ab">>) -> ab;
choose(<<$G, _, R/binary>>) -> {g, R};
choose(<<>>) -> empty;
choose(B) when is_binary(B) -> binary;
choose(B) when is_bitstring(B) -> bits;
choose(_) -> other.

sized(<<N, P:N/binary, Q:(N + 1)/binary, _/bits>>) -> {N, P, Q};
sized(<<N, P:N/unit:3, R/bits>>) -> {N, P, R};
sized(_) -> none.

utf(<<C/utf8, R/binary>>) -> [C | utf(R)];
utf(R) -> R.

flt(<<1/float>>) -> one;
flt(<<X/float>>) -> X;
flt(_) -> none.

build(X) ->
    N = id(3),
    io:format("~p~n", [<<X:N, -1:5, (X + 1)/integer>>]),
    io:format("~p~n", [<<X:N/unit:8, X:N/little-unit:8, -X:24/signed>>]),
    io:format("~p~n", [<<(id(<<"abc">>)):2/binary, (id(<<7:5>>))/bits, (id(<<1, 2>>)):9/bits>>]),
    io:format("~p~n", [<<(id($é))/utf8, (id(16#1f600))/utf16, (id($a))/utf32-little>>]),
    io:format("~p~n", [<<(id(1)):64/float, (id(-2.5)):32/float, (id(0.1)):16/float>>]),
    io:format("~p~n", [<<(id(1 bsl 100)):120, (id(-(1 bsl 70))):80/little>>]),
    io:format("~p~n", [<<"añ", "añ"/utf8, "ab":16, "ab"/little-utf16>>]),
    io:format("~p~n", [[byte_size(<<X:17>>), bit_size(<<X:17>>), <<>> =:= <<0:0>>, <<1:1>> < <<1:2>>]]).

errors() ->
    Try = fun(F) -> try F() catch C:R -> {C, R} end end,
    io:format("~p~n", [Try(fun() -> <<(id(a))>> end)]),
    io:format("~p~n", [Try(fun() -> <<(id(a))/binary>> end)]),
    io:format("~p~n", [Try(fun() -> <<(id(<<1>>)):(id(9))/binary>> end)]),
    io:format("~p~n", [Try(fun() -> <<1:(id(-1))>> end)]),
    io:format("~p~n", [Try(fun() -> <<(id(<<1:3>>))/binary>> end)]),
    io:format("~p~n", [Try(fun() -> <<(id(16#d800))/utf8>> end)]),
    io:format("~p~n", [Try(fun() -> <<A, A>> = id(<<1, 2>>), A end)]),
    io:format("~p~n", [Try(fun() -> [Y || <<Y>> <= id(x)] end)]),
    io:format("~p~n", [Try(fun() -> << <<Y>> || Y <- id(x) >> end)]),
    io:format("~p~n", [Try(fun() -> << (id(Y)) || Y <- [<<1>>, 2] >> end)]).

comprehensions() ->
    B = id(<<16#12, 16#34, 16#56:7>>),
    io:format("~p~n", [[Y || <<Y:4>> <= B]]),
    io:format("~p~n", [<< <<Y:16>> || Y <- [1, 2, 3] >>]),
    io:format("~p~n", [<< <<Y:3>> || <<Y:4>> <= B, Y > 1 >>]),
    io:format("~p~n", [[{P, Q} || <<P:3, 0:1, Q:4>> <= <<1, 32, 16#f0, 2>>]]),
    io:format("~p~n", [[S || <<N, S:N/binary>> <= <<1, "a", 3, "bcd", 9, "x">>]]),
    io:format("~p~n", [[{X, Y} || <<X>> <= <<1, 2>>, Y <- [a, b]]]),
    io:format("~p~n", [<< <<X, Y>> || X <- "ab", <<Y>> <= <<1, 2>>, Y > X - $a >>]),
    io:format("~p~n", [<< <<C/utf8>> || <<C/utf16>> <= <<"aé€"/utf16>> >>]),
    io:format("~p~n", [[C || <<C/utf8>> <= <<"é", "é"/utf8>>]]).

append() ->
    L = loop(1000, <<>>),
    M = <<L/binary, 1>>,
    N = <<L/binary, 2>>,
    io:format("~p ~p~n", [byte_size(L), {binary:last(M), binary:last(N), M =:= N}]),
    P = <<L/bits, 1:1>>,
    Q = <<P/bits, 0:1>>,
    R = <<P/bits, 1:1>>,
    io:format("~p~n", [{bit_size(Q), Q < R}]).

loop(0, B) -> B;
loop(N, B) -> loop(N - 1, <<B/binary, N>>).

large() ->
    B = << <<(X * 7)>> || X <- lists:seq(1, 1000) >>,
    io:format("~p~n", [sum(B, 0)]),
    <<_:3, C/bits>> = B,
    io:format("~p~n", [sum(<<C/bits, 0:3>>, 0)]),
    Self = self(),
    spawn(fun() -> <<_:100/binary, D:200/binary, _/binary>> = B, <<_:5/unit:8, E/binary>> = D, Self ! {D, D, E} end),
    receive {D, D, E} -> io:format("~p~n", [{byte_size(D), byte_size(E), binary:first(E)}]) end.

sum(<<X, R/binary>>, A) -> sum(R, A + X);
sum(<<>>, A) -> A.
