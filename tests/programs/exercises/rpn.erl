-module(rpn).
-export([main/0]).

main() ->
    [io:format("~s = ~w~n", [S, rpn(S)]) ||
        S <- ["10 4 3 + 2 * -", "2 3 ^", "2 0.5 ^", "2.7 ln", "10 10 10 20 sum",
              "10 10 10 20 0.5 prod"]],
    [io:format("~s ~p~n", [S, catch_reason(S)]) || S <- ["1 +", "1 2", "a 1 +", "1 0 /", ""]].

catch_reason(S) ->
    try rpn(S) of V -> {ok, V}
    catch error:{badmatch, M} -> {left, M}; error:R -> {error, R}
    end.

rpn(L) when is_list(L) ->
    [Res] = lists:foldl(fun rpn/2, [], string:tokens(L, " ")),
    Res.

rpn("+", [N1, N2 | S]) -> [N2 + N1 | S];
rpn("-", [N1, N2 | S]) -> [N2 - N1 | S];
rpn("*", [N1, N2 | S]) -> [N2 * N1 | S];
rpn("/", [N1, N2 | S]) -> [N2 / N1 | S];
rpn("^", [N1, N2 | S]) -> [math:pow(N2, N1) | S];
rpn("ln", [N | S]) -> [math:log(N) | S];
rpn("sum", Stack) -> [lists:sum(Stack)];
rpn("prod", Stack) -> [lists:foldl(fun(A, B) -> A * B end, 1, Stack)];
rpn(X, Stack) -> [read(X) | Stack].

read(N) ->
    case string:to_float(N) of
        {error, no_float} -> list_to_integer(N);
        {F, _} -> F
    end.
