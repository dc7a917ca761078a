-module(word_sized_integers).
-export([main/0]).

%% Arithmetic around the bounds of small integers, words and double words: in loops that go on in general code, where
%% small integers are mixed with large ones, in guards, and with operands that are no integers.

-define(MASK, 16#FFFFFFFFFFFFFFFF).

fnv(<<Byte, Rest/binary>>, Hash) -> fnv(Rest, ((Hash bxor Byte) * 16#100000001b3) band ?MASK);
fnv(<<>>, Hash) -> Hash.

xorshift(0, X) -> X;
xorshift(N, X0) ->
    X1 = (X0 bxor (X0 bsl 13)) band ?MASK,
    X2 = X1 bxor (X1 bsr 7),
    xorshift(N - 1, (X2 bxor (X2 bsl 17)) band ?MASK).

lcg(0, X) -> X;
lcg(N, X) -> lcg(N - 1, (X * 6364136223846793005 + 1442695040888963407) band ?MASK).

splitmix(0, _, Z) -> Z;
splitmix(N, S0, _) ->
    S = (S0 + 16#9E3779B97F4A7C15) band ?MASK,
    Z1 = ((S bxor (S bsr 30)) * 16#BF58476D1CE4E5B9) band ?MASK,
    Z2 = ((Z1 bxor (Z1 bsr 27)) * 16#94D049BB133111EB) band ?MASK,
    splitmix(N - 1, S, Z2 bxor (Z2 bsr 31)).

%% The first operation leads to general code; the others are on small integers, or not, there.
mixed(Big, A, B) ->
    Sum = Big + 1,
    {Sum, A + B, A - B, A band B, A bor B, A bxor B, A * B}.

compared(A, B) when A < B -> less;
compared(A, B) when A == B, A =:= B -> same;
compared(A, B) when A == B -> equal;
compared(_, _) -> greater.

caught(Fun) ->
    try
        Fun()
    catch
        error:Reason:Stack -> {Reason, [{Module, Function, Args} || {Module, Function, Args, _} <- [hd(Stack)]]}
    end.

fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).

main() ->
    io:format("~p~n", [[fnv(Text, 16#cbf29ce484222325) || Text <- [<<>>, <<"a">>, <<"foobar">>, <<0:800>>]]]),
    io:format("~p~n", [[xorshift(N, 88172645463325252) || N <- [1, 2, 3, 1000]]]),
    io:format("~p~n", [[lcg(N, 1) || N <- [1, 2, 3, 1000]]]),
    io:format("~p~n", [[splitmix(N, 12345, 0) || N <- [1, 2, 3, 1000]]]),
    Powers = [0, 30, 58, 59, 60, 61, 62, 63, 64, 65, 127, 128, 129],
    Numbers = [Sign * (1 bsl Power + By) || Power <- Powers, By <- [-1, 0, 1], Sign <- [1, -1]],
    [io:format("~p~n", [erlang:phash2([Operation(A, B) || A <- Numbers, B <- Numbers])])
     || Operation <- [fun(A, B) -> A + B end, fun(A, B) -> A - B end, fun(A, B) -> A * B end, fun(A, B) -> A band B end,
                      fun(A, B) -> A bor B end, fun(A, B) -> A bxor B end, fun compared/2,
                      fun(A, B) when B =/= 0 -> A div B; (_, _) -> none end,
                      fun(A, B) when B =/= 0 -> A rem B; (_, _) -> none end,
                      fun(A, B) -> A bsl (B band 255) end, fun(A, B) -> A bsr (B band 255) end,
                      fun(A, B) -> A bsl -(B band 15) end, fun(A, B) -> mixed(1 bsl 80, A, B) end]],
    io:format("~p~n", [[mixed(1 bsl 64, A, B) || A <- [3, -5, 1 bsl 58, 1 bsl 61], B <- [6, -1, (1 bsl 61) - 1]]]),
    Kinds = [1 bsl 70, 1.0e22, 10000000000000000000000, foo, {1 bsl 70}, {1.0e22}, <<"x">>, [1 bsl 70],
             #{a => 1 bsl 70}, -(1 bsl 70), 7],
    io:format("~p~n", [lists:sort(Kinds)]),
    io:format("~p~n", [[compared(A, B) || A <- Kinds, B <- Kinds]]),
    io:format("~p~n", [maps:get({1 bsl 70, b}, #{{1 bsl 70, b} => found, 1 bsl 70 => other})]),
    io:format("~p ~p~n", [fib(300, 0, 1), erlang:phash2(fib(5000, 0, 1))]),
    [io:format("~p~n", [caught(fun() -> mixed(A, B, C) end)])
     || {A, B, C} <- [{1 bsl 70, 1, a}, {1 bsl 70, 1.5, 2}, {1.0e100, 3, 4}, {1 bsl 70, {}, 2}, {x, 1, 2}]].
