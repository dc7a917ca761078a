-module(game_of_life).
-export([main/0]).

%% A glider on a board without edges, as a sorted list of cells.
main() ->
    Glider = [{1, 0}, {2, 1}, {0, 2}, {1, 2}, {2, 2}],
    lists:foldl(fun(Turn, Cells) -> show(Turn, Cells), next(Cells) end, Glider, lists:seq(0, 4)),
    Blinker = [{1, 0}, {1, 1}, {1, 2}],
    io:format("~w~n", [next(Blinker)]),
    io:format("~w~n", [next(next(Blinker)) =:= Blinker]),
    io:format("~w~n", [next([])]).

next(Cells) ->
    Candidates = lists:usort(Cells ++ lists:append([around(C) || C <- Cells])),
    [C || C <- Candidates, lives(lists:member(C, Cells), count(C, Cells))].

lives(true, 2) -> true;
lives(_, N) -> N =:= 3.

count(C, Cells) -> length([N || N <- around(C), lists:member(N, Cells)]).

around({X, Y}) -> [{X + DX, Y + DY} || DX <- [-1, 0, 1], DY <- [-1, 0, 1], {DX, DY} =/= {0, 0}].

show(Turn, Cells) ->
    io:format("turn ~w~n", [Turn]),
    [io:format("~s~n", [[mark({X, Y}, Cells) || X <- lists:seq(0, 5)]]) || Y <- lists:seq(0, 5)].

mark(C, Cells) ->
    case lists:member(C, Cells) of
        true -> $#;
        false -> $.
    end.
