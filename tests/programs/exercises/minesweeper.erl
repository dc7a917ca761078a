-module(minesweeper).
-export([main/0]).

main() ->
    [io:format("~s~n", [R]) || R <- annotate(["  *  ", "  *  ", "*****", "  *  ", " *   "])],
    io:format("~p~n", [annotate([])]).

annotate(Rows) ->
    Mines = [{X, Y} || {Y, Row} <- number(Rows), {X, $*} <- number(Row)],
    [[cell(C, X, Y, Mines) || {X, C} <- number(Row)] || {Y, Row} <- number(Rows)].

number(L) -> lists:zip(lists:seq(1, length(L)), L).

cell($*, _, _, _) -> $*;
cell(_, X, Y, Mines) ->
    case length([m || {A, B} <- Mines, abs(A - X) =< 1, abs(B - Y) =< 1]) of
        0 -> $\s;
        N -> $0 + N
    end.
