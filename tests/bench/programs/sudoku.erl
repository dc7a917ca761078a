%% Sudokus, on boards that are maps from places to numbers: tries what fits where least does.
-module(sudoku).
-export([run/0]).

run() ->
    Easy = "530070000600195000098000060800060003400803001700020006060000280000419005000080079",
    Hard = "800000000003600000070090200050007000000045700000100030001000068008500010090000400",
    [81 = map_size(solve(board(Text))) || Text <- [Hard | lists:duplicate(40, Easy)]].

board(Text) ->
    maps:from_list([{{I div 9, I rem 9}, C - $0} || {I, C} <- lists:zip(lists:seq(0, 80), Text)]).

solve(Board) ->
    Open = [{length(Fits), Place, Fits} || {Place, 0} <- maps:to_list(Board), Fits <- [fits(Place, Board)]],
    case Open of
        [] -> Board;
        _ ->
            {_, Place, Fits} = lists:min(Open),
            try_each(Fits, Place, Board)
    end.

try_each([], _, _) -> none;
try_each([Number | Rest], Place, Board) ->
    case solve(Board#{Place := Number}) of
        none -> try_each(Rest, Place, Board);
        Solved -> Solved
    end.

fits({Row, Column}, Board) ->
    Used = [maps:get({Row, X}, Board) || X <- lists:seq(0, 8)] ++
        [maps:get({X, Column}, Board) || X <- lists:seq(0, 8)] ++
        [maps:get({Row div 3 * 3 + X, Column div 3 * 3 + Y}, Board) || X <- [0, 1, 2], Y <- [0, 1, 2]],
    lists:seq(1, 9) -- Used.
