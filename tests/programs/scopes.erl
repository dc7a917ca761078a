-module(scopes).
-export([main/0]).

main() ->
    A = 1,
    F = fun() -> B = A + 1, B * 10 end,
    io:format("~p~n", [F()]),
    B = 5,
    G = fun(A2) -> A2 + B end,
    io:format("~p~n", [G(A)]),
    case A of
        1 -> C = one;
        _ -> C = other
    end,
    io:format("~p~n", [C]),
    begin D = 4, E = D + 1 end,
    io:format("~p ~p~n", [D, E]),
    io:format("~p~n", [[X || X <- [A, B]]]),
    _ = ignored,
    _Unused = also,
    {H, H2} = {fun(Y) -> Z = Y, Z end, fun(Y) -> Z = {Y}, Z end},
    io:format("~p ~p~n", [H(1), H2(1)]),
    if A =:= 1 -> I = yes; true -> I = no end,
    io:format("~p~n", [I]),
    J = [begin K = N * 2, K + 1 end || N <- [1, 2]],
    io:format("~p~n", [J]),
    io:format("~p~n", [order()]).

%% Evaluation goes from left to right.
order() ->
    put(log, []),
    T = fun(X) -> put(log, [X | get(log)]), X end,
    _ = {T(1), [T(2), T(3) | T(tail)], T(4) + T(5), (T(fun(A, B) -> A + B end))(T(6), T(7))},
    [case is_function(X) of true -> 'fun'; false -> X end || X <- lists:reverse(get(log))].
