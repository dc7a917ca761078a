-module(binding_across_expressions).
-export([main/0]).

main() ->
    {A, B} = f(1),
    {B, C} = f(A + 1),
    io:format("~p~n", [{A, B, C}]),
    try {A, D} = f(7), io:format("~p~n", [D])
    catch error:{badmatch, V} -> io:format("~p~n", [V])
    end,
    case f(B) of
        {_, B} -> io:format("same~n");
        {X, Y} -> io:format("~p~n", [{X, Y}])
    end.

f(N) -> {N, N + 1}.
