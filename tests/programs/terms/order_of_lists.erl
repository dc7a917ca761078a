-module(order_of_lists).
-export([main/0]).

%% Comparisons of texts, of other lists, of tuples with them, and what is computed after such comparisons.
main() ->
    Terms = ["", "a", "ab", "abc", "abd", [1, 2.0], [1, 2], [1.0, 2], [a | b], [a], [a, b], "ab" ++ x, [1 | 1],
             [1 | 1.0], [1 | 2], [0.0], [-0.0], {0.0}, {-0.0}, {1}, {1.0}, {"a"}, {"a", 1}, {"a", 2}, {"b", 1},
             {"a", 1.0}, {[1], 2}, {[1.0], 2}, {[1.0], 1}, <<>>, <<"a">>, <<"ab">>, <<1:3>>, <<"a", 1:1>>, 1, 1.0,
             -0.0, 0.0, 0, 1 bsl 70, -(1 bsl 70), 1.0e30, a, b, abcd, abcde, abcdf, abc, '', lists:seq(1, 300),
             lists:seq(1, 301), lists:seq(1, 99), lists:seq(1, 100), lists:seq(1, 101), lists:seq(1, 99) ++ tail,
             lists:seq(1, 99) ++ [tail], {lists:seq(1, 100), 1}, {lists:seq(1, 101), 1}, nested(11, 1),
             nested(11, 2), nested(11, 1.0), #{a => 1}, #{a => 1.0}, [#{}], [#{a => 1}]],
    Copies = binary_to_term(term_to_binary(Terms)),
    [io:format("~w~n", [[answers(A, B) || B <- Copies]]) || A <- Terms],
    io:format("~w~n", [lists:sort(Terms) =:= lists:sort(Copies)]),
    io:format("~w~n", [erlang:phash2(lists:sort(lists:reverse(Terms)))]),
    io:format("~p~n", [lists:usort(["b", "ab", "", "abc", "ab", "b", "a"])]),
    [io:format("~s ~w~n", [Key, place(Key, words(), 0, (1 bsl 62) - 4)]) || Key <- ["a", "ca", "e", "zz"]],
    io:format("~w~n", [try place("zz", words(), 0, nothing) catch error:Reason -> Reason end]),
    io:format("~w ~w~n", [between("b", "a", "c", 3), between("d", "a", "c", 3)]).

answers(A, B) ->
    bits([lt(A, B), gt(A, B), le(A, B), ge(A, B), eq(A, B), ex(A, B), A /= B, A =/= B, min(A, B) =:= A, max(A, B) =:= A]).

bits(Truths) -> lists:foldl(fun(true, N) -> 2 * N + 1; (false, N) -> 2 * N end, 0, Truths).

lt(A, B) when A < B -> true;
lt(_, _) -> false.

gt(A, B) when A > B -> true;
gt(_, _) -> false.

le(A, B) when A =< B -> true;
le(_, _) -> false.

ge(A, B) when A >= B -> true;
ge(_, _) -> false.

eq(A, B) when A == B -> true;
eq(_, _) -> false.

ex(A, A) -> true;
ex(_, _) -> false.

nested(0, Bottom) -> Bottom;
nested(N, Bottom) -> [nested(N - 1, Bottom)].

words() -> [<<"b">>, "b", "c", "d", "f", {}].

%% Sums after a comparison: small ones, one that is too large to be small, and one of no numbers.
place(Key, [Word | Words], N, Sum) when Word < Key; is_binary(Word) -> place(Key, Words, N + 1, Sum + N);
place(_, _, N, Sum) -> {N, Sum - 1}.

between(X, Low, High, N) when Low < X, X < High, N > 2, N =< 3 -> {yes, N + 1};
between(_, _, _, N) -> {no, N - 1}.
