-module(big_integers).
-export([main/0]).

main() ->
    F = fact(60),
    io:format("~p~n", [F]),
    io:format("~p~n", [F div fact(58)]),
    io:format("~p~n", [fact(30) rem 1000000007]),
    io:format("~p~n", [-F]),
    io:format("~p~n", [(-F) div fact(20)]),
    io:format("~p~n", [(-F - 1) rem fact(20)]),
    io:format("~p~n", [1 bsl 200]),
    io:format("~p~n", [(1 bsl 200) bsr 195]),
    io:format("~p~n", [-1 bsl 100 bsr 98]),
    io:format("~p~n", [(1 bsl 100) - (1 bsl 100) + 7]),
    io:format("~p~n", [(1 bsl 64) * (1 bsl 64) =:= 1 bsl 128]),
    io:format("~p~n", [[F > 1.0e80, F > 1.0e90, F == F + 0, F =:= F + 1, F < infinity]]),
    io:format("~p~n", [((1 bsl 100) bor 5) band ((1 bsl 100) bor 3)]),
    io:format("~p~n", [(1 bsl 100) bxor ((1 bsl 100) - 1)]),
    io:format("~p~n", [bnot (1 bsl 70)]),
    io:format("~p~n", [(-(1 bsl 70)) band 16#ffffffffffffffffffff]),
    io:format("~p~n", [list_to_integer("123456789012345678901234567890") * 10 + 1]),
    io:format("~p~n", [integer_to_list(1 bsl 100, 16)]),
    io:format("~p~n", [float(1 bsl 70)]),
    io:format("~p~n", [trunc(1.0e25)]),
    io:format("~p~n", [power(3, 200)]),
    io:format("~p~n", [isqrt(power(10, 80) * 2)]),
    io:format("~p~n", [(F * F) div F =:= F]),
    io:format("~p~n", [fib(300)]),
    io:format("~p~n", [[is_integer(F), abs(-F) =:= F, max(F, 1) =:= F]]),
    io:format("~p~n", [length(integer_to_list(power(7, 3000)))]).

fact(0) -> 1;
fact(N) -> N * fact(N - 1).

power(_, 0) -> 1;
power(X, N) when N rem 2 =:= 0 -> H = power(X, N div 2), H * H;
power(X, N) -> X * power(X, N - 1).

isqrt(N) -> isqrt(N, N).

isqrt(N, X) ->
    case (X + N div X) div 2 of
        Y when Y >= X -> X;
        Y -> isqrt(N, Y)
    end.

fib(N) -> fib(N, 0, 1).

fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).
