-module(matrix).
-export([main/0]).

main() ->
    A = [[1, 2], [3, 4]],
    B = [[0, 1], [1, 0]],
    io:format("~w~n", [multiply(A, B)]),
    io:format("~w~n", [transpose([[1, 2, 3], [4, 5, 6]])]),
    io:format("~w~n", [power([[1, 1], [1, 0]], 90)]),
    io:format("~w ~w~n", [det(A), det([[2, 0, 1], [1, 3, 2], [1, 1, 1]])]),
    io:format("~w~n", [add(A, A)]),
    io:format("~p~n", [identity(4)]),
    io:format("~p~n", [spiral([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])]),
    io:format("~p~n", [catch add(A, [[1]])]).

transpose([[] | _]) -> [];
transpose(M) -> [[hd(R) || R <- M] | transpose([tl(R) || R <- M])].

multiply(A, B) ->
    Columns = transpose(B),
    [[dot(Row, Column) || Column <- Columns] || Row <- A].

dot(X, Y) -> lists:sum(lists:zipwith(fun(P, Q) -> P * Q end, X, Y)).

add(A, B) when length(A) =:= length(B) -> lists:zipwith(fun(R, S) -> lists:zipwith(fun erlang:'+'/2, R, S) end, A, B);
add(_, _) -> throw(different_sizes).

identity(N) -> [[if I =:= J -> 1; true -> 0 end || J <- lists:seq(1, N)] || I <- lists:seq(1, N)].

power(M, 0) -> identity(length(M));
power(M, N) when N band 1 =:= 1 -> multiply(M, power(M, N - 1));
power(M, N) -> H = power(M, N bsr 1), multiply(H, H).

det([[X]]) -> X;
det([Top | Rest]) ->
    {D, _, _} = lists:foldl(
        fun(X, {Sum, Sign, I}) -> {Sum + Sign * X * det([drop(I, R) || R <- Rest]), -Sign, I + 1} end, {0, 1, 1}, Top),
    D.

drop(1, [_ | T]) -> T;
drop(N, [H | T]) -> [H | drop(N - 1, T)].

spiral([]) -> [];
spiral([[] | _]) -> [];
spiral([Top]) -> Top;
spiral([Top | Rest]) -> Top ++ spiral(lists:reverse(transpose(Rest))).
