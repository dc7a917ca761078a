-module(robot).
-export([main/0]).

-record(robot, {dir = north, at = {0, 0}}).

main() ->
    io:format("~p~n", [lists:foldl(fun step/2, #robot{at = {7, 3}}, "RAALAL")]),
    io:format("~p~n", [[(lists:foldl(fun step/2, #robot{}, S))#robot.at || S <- ["", "A", "LA", "AARAA", "LLAARRAA"]]]),
    io:format("~p~n", [catch step($X, #robot{})]).

step($L, #robot{dir = D} = R) -> R#robot{dir = left(D)};
step($R, #robot{dir = D} = R) -> R#robot{dir = left(left(left(D)))};
step($A, #robot{dir = D, at = {X, Y}} = R) -> {DX, DY} = delta(D), R#robot{at = {X + DX, Y + DY}};
step(C, _) -> throw({unknown, C}).

left(north) -> west; left(west) -> south; left(south) -> east; left(east) -> north.
delta(north) -> {0, 1}; delta(south) -> {0, -1}; delta(east) -> {1, 0}; delta(west) -> {-1, 0}.
