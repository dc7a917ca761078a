-module(guard_functions).
-export([main/0]).

main() ->
    io:format("~p~n", [[classify(X) || X <- [-3, 4, 2.7, {a, b, c}, [1, 2], x]]]),
    io:format("~p~n", [[if abs(X) > 2 -> big; true -> small end || X <- [-5, 1, 2.5, -2]]]),
    io:format("~p~n", [[half(X) || X <- [10, 7, 7.5, a]]]),
    io:format("~p~n", [[limits(A, B) || {A, B} <- [{1, 2}, {b, a}, {1.0, 1}]]]).

classify(X) when abs(X) =:= 3 -> three;
classify(X) when trunc(X) =:= 2, round(X) =:= 3 -> two_and_some;
classify(X) when float(X) =:= 4.0 -> four;
classify(X) when tuple_size(X) =:= 3, element(2, X) =:= b -> abc;
classify(X) when hd(X) + hd(tl(X)) =:= 3 -> sum_three;
classify(X) when not is_list(X) andalso not is_tuple(X) -> neither.

half(X) when X div 2 * 2 =:= X -> even;
half(X) when X rem 2 =:= 1 -> odd;
half(X) when X / 2 < 10 -> fraction;
half(_) -> none.

limits(A, B) when A >= B -> {greater, A};
limits(A, B) when A < B -> {less, A}.
