-module(big_number_games).
-export([main/0]).

main() ->
    io:format("~w~n", [fact(30)]),
    io:format("~w~n", [lists:sum([C - $0 || C <- integer_to_list(fact(100))])]),
    io:format("~w~n", [fib(200)]),
    io:format("~w~n", [pow(2, 200) rem 1000000007]),
    io:format("~w~n", [modpow(3, 200, 13)]),
    io:format("~w~n", [isqrt(10000000000000000000000000000)]),
    io:format("~w~n", [length(integer_to_list(pow(7, 1000)))]),
    io:format("~w~n", [{gcd(fact(20), pow(2, 40)), pow(-3, 41)}]),
    io:format("~w~n", [1 bsl 64 - 1 + 1 =:= 18446744073709551616]).

fact(0) -> 1;
fact(N) -> N * fact(N - 1).
fib(N) -> fib(N, 0, 1).
fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).
pow(_, 0) -> 1;
pow(B, N) when N rem 2 =:= 0 -> H = pow(B, N div 2), H * H;
pow(B, N) -> B * pow(B, N - 1).
modpow(_, 0, _) -> 1;
modpow(B, N, M) -> (B * modpow(B, N - 1, M)) rem M.
isqrt(N) -> isqrt(N, N).
isqrt(N, X) -> Y = (X + N div X) div 2, if Y >= X -> X; true -> isqrt(N, Y) end.
gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).
