-module(case_exports).
-export([main/0]).

main() ->
    io:format("~w~n", [[f(X) || X <- [1, 2, 3]]]),
    io:format("~w~n", [[g(X) || X <- [a, b]]]).

f(X) ->
    case X of
        1 -> A = one, B = 1;
        2 -> A = two, B = 2;
        _ -> A = many, B = X * 100
    end,
    {A, B}.

g(X) ->
    if
        X =:= a -> R = first;
        true -> R = second
    end,
    begin Y = R end,
    {R, Y}.
