-module(integers).
-export([main/0]).

main() ->
    io:format("~p~n", [[7 div 2, -7 div 2, 7 div -2, -7 div -2, 7 rem 2, -7 rem 2, 7 rem -2, -7 rem -2]]),
    io:format("~p~n", [[16#ff, 2#1010, 36#zz, 8#17, 1_000_000, 16#dead_beef]]),
    io:format("~p~n", [[1 + 2 * 3, (1 + 2) * 3, -3 - -4, +5, - -6]]),
    io:format("~p~n", [[abs(-5), abs(5), max(1, 2), min(1, 2)]]),
    io:format("~p~n", [[integer_to_list(255, 16), integer_to_list(-255, 2), list_to_integer("-42"), list_to_integer("zz", 36)]]),
    io:format("~p~n", [[576460752303423487 + 1, -576460752303423488 - 1, 4611686018427387903 + 1, -4611686018427387904 - 1]]),
    io:format("~p~n", [[9223372036854775807 + 1, -9223372036854775808 - 1, 4294967296 * 4294967296]]),
    io:format("~p~n", [[3037000500 * 3037000500, -3037000500 * 3037000500]]),
    io:format("~p~n", [[reason(fun() -> 1 div id(0) end), reason(fun() -> 1 rem id(0) end), reason(fun() -> 1 + id(a) end),
                        reason(fun() -> id("1") * 2 end), reason(fun() -> -id(x) end), reason(fun() -> id(1.5) div 1 end),
                        reason(fun() -> list_to_integer("4x") end), reason(fun() -> list_to_integer("") end)]]),
    io:format("~p~n", [[gcd(1071, 462), gcd(1 bsl 80, 1 bsl 70)]]),
    io:format("~p~n", [digits(9876543210)]).

id(X) -> X.

reason(F) -> try F() catch C:R -> {C, R} end.

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

digits(N) when N < 10 -> [N];
digits(N) -> digits(N div 10) ++ [N rem 10].
