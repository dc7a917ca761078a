-module(odd_bits).
-export([main/0]).
%% Integers of all sizes at all places within a byte.
main() ->
    rand:seed(exsss, {4, 5, 6}),
    H = lists:foldl(fun(_, H) ->
        B0 = << <<(rand:uniform(256) - 1)>> || _ <- lists:seq(1, 20) >>,
        P = rand:uniform(9) - 1,
        <<_:P, B/bits>> = B0,
        erlang:phash2({H, [result(F, B) || F <- [fun a/1, fun b/1, fun c/1, fun d/1, fun e/1, fun f/1, fun g/1, fun h/1, fun i/1, fun j/1]]})
    end, 0, lists:seq(1, 5000)),
    io:format("~p~n", [H]),
    io:format("~p~n", [[a(<<16#a5, 16#5a, 16#3c>>), b(<<1, 2, 3, 4, 5, 6, 7>>), c(<<255, 254, 253, 252>>), d(<<1:55>>), catch element(1, e(<<1:5, 2:54, 3:53, 4:3>>))]]),
    io:format("~p~n", [[ends(<<X:N>>) || {X, N} <- [{1, 1}, {5, 7}, {5, 8}, {77, 13}, {77, 14}, {999, 21}, {999, 20}]]]).
a(<<A:6, B:6, C:6, D:6, R/bits>>) -> [A, B, C, D | a(R)];
a(R) -> [R].
b(<<A:3, B:11/signed, C:1, D:17, R/bits>>) -> {A, B, C, D, R}.
c(<<A:7/signed, B:25, R/bits>>) -> {A, B, R}.
d(<<A:55, R/bits>>) -> {A, R}; d(R) -> R.
e(<<A:5, B:54, C:53/signed, R/bits>>) -> {A, B, C, R}.
f(<<A:2, B:8, C:16, D:9, R/bits>>) -> {A, B, C, D, R}.
g(<<A:1, B:31, C:33, D:47/signed, R/bits>>) -> {A, B, C, D, R}.
h(<<_:4, A:12/little, B:13/little, C:24/little, R/bits>>) -> {A, B, C, R}.
i(<<A:39, B:41/signed, C:23, R/bits>>) -> {A, B, C, R}.
j(<<A:1, R/bits>>) -> [A | j(R)]; j(<<>>) -> [].
ends(<<A:7, B:6, C:7>>) -> {A, B, C}; ends(<<A:7, B:6>>) -> {A, B}; ends(<<A:7>>) -> A; ends(<<A:3, B:5>>) -> {five, A, B}; ends(R) -> R.

result(F, B) ->
    try F(B) catch error:function_clause -> none end.
