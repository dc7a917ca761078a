-module(pascal_triangle).
-export([main/0]).

main() ->
    Rows = rows(8),
    [io:format("~*s~s~n", [2 * (8 - length(R)), "", [io_lib:format("~4w", [X]) || X <- R]]) || R <- Rows].

rows(N) -> rows(N, [1]).
rows(0, _) -> [];
rows(N, Row) -> [Row | rows(N - 1, next(Row))].

next(Row) -> lists:zipwith(fun(A, B) -> A + B end, [0 | Row], Row ++ [0]).
