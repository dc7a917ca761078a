-module(case_of).
-export([main/0]).

main() ->
    io:format("~p~n", [[describe(X) || X <- [{ok, 1}, {ok, -1}, {error, e}, [], [a], [a, b | c], 7]]]),
    X = case self() of P when is_pid(P) -> pid; _ -> none end,
    io:format("~p~n", [X]),
    Y = 2,
    io:format("~p~n", [case 2 of Y -> bound; _ -> other end]),
    io:format("~p~n", [case 3 of Y -> bound; _ -> other end]),
    case {1, 2} of {A, B} -> ok end,
    io:format("~p ~p~n", [A, B]),
    Z = case A of 1 -> C = one, D = 1; 2 -> C = two, D = 2 end,
    io:format("~p ~p ~p~n", [C, D, Z]).

describe(X) ->
    case X of
        {ok, N} when N > 0 -> positive;
        {ok, _} -> ok;
        {error, Reason} -> Reason;
        [] -> empty;
        [_] -> one;
        [_, _ | _] -> more;
        _ -> case X of 7 -> seven; _ -> unknown end
    end.
