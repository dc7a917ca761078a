-module(tic_tac_toe).
-export([main/0]).

main() ->
    B0 = list_to_tuple(lists:duplicate(9, '.')),
    B = lists:foldl(fun({P, M}, Acc) -> setelement(P, Acc, M) end, B0, [{1, x}, {5, o}, {2, x}, {9, o}, {3, x}]),
    show(B),
    io:format("~p ~p~n", [winner(B), winner(B0)]),
    io:format("~p~n", [winner({x, o, x, o, x, o, o, x, o})]),
    io:format("~p~n", [best({x, x, '.', o, o, '.', '.', '.', '.'}, o)]).

lines() -> [{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {1, 4, 7}, {2, 5, 8}, {3, 6, 9}, {1, 5, 9}, {3, 5, 7}].

winner(B) ->
    case [M || {X, Y, Z} <- lines(), M <- [x, o], element(X, B) =:= M, element(Y, B) =:= M, element(Z, B) =:= M] of
        [M | _] -> {won, M};
        [] -> case lists:member('.', tuple_to_list(B)) of true -> going_on; false -> draw end
    end.

show(B) -> [io:format("~s ~s ~s~n", [element(R + C, B) || C <- [1, 2, 3]]) || R <- [0, 3, 6]].

best(B, Me) ->
    Moves = [P || P <- lists:seq(1, 9), element(P, B) =:= '.'],
    lists:max([{value(setelement(P, B, Me), other(Me), Me), -P} || P <- Moves]).

value(B, Turn, Me) ->
    case winner(B) of
        {won, Me} -> 1;
        {won, _} -> -1;
        draw -> 0;
        going_on ->
            Vs = [value(setelement(P, B, Turn), other(Turn), Me) || P <- lists:seq(1, 9), element(P, B) =:= '.'],
            if Turn =:= Me -> lists:max(Vs); true -> lists:min(Vs) end
    end.

other(x) -> o;
other(o) -> x.
