-module(lists_higher).
-export([main/0]).

main() ->
    L = lists:seq(1, 10),
    Even = fun(X) -> X rem 2 =:= 0 end,
    io:format("~p~n", [lists:map(fun(X) -> X * 3 end, L)]),
    io:format("~p~n", [lists:filter(Even, L)]),
    io:format("~p ~p~n", [lists:foldl(fun(X, A) -> A - X end, 0, L), lists:foldr(fun(X, A) -> X - A end, 0, L)]),
    io:format("~p~n", [lists:partition(Even, L)]),
    io:format("~p~n", [lists:splitwith(fun(X) -> X < 4 end, L)]),
    io:format("~p ~p~n", [lists:takewhile(fun(X) -> X < 4 end, L), lists:dropwhile(fun(X) -> X < 4 end, L)]),
    io:format("~p ~p~n", [lists:all(Even, L), lists:any(Even, L)]),
    io:format("~p~n", [lists:flatmap(fun(X) -> lists:duplicate(X, X) end, [1, 2, 3])]),
    io:format("~p~n", [lists:filtermap(fun(X) when X > 8 -> {true, -X}; (X) -> X =:= 1 end, L)]),
    io:format("~p~n", [lists:mapfoldl(fun(X, S) -> {X * S, S + 1} end, 1, [5, 5, 5])]),
    io:format("~p~n", [lists:mapfoldr(fun(X, S) -> {X * S, S + 1} end, 1, [5, 5, 5])]),
    io:format("~p ~p~n", [lists:search(Even, L), lists:search(fun(X) -> X > 10 end, L)]),
    io:format("~p~n", [lists:zipwith(fun(A, B) -> A * B end, [1, 2], [3, 4])]),
    lists:foreach(fun(X) -> io:format("<~p>", [X]) end, [a, b, c]),
    io:format("~n").
