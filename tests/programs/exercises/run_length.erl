-module(run_length).
-export([main/0]).

main() ->
    [begin
         E = encode(S),
         io:format("~p ~p ~p~n", [S, E, decode(E)])
     end || S <- ["", "a", "aaabbc", "WWWWBWW  x"]],
    io:format("~s~n", [compact("WWWWWWWWWWWWBWWWWWWWWWWWWBBBW")]).

encode([]) -> [];
encode([H | T]) -> encode(T, H, 1).
encode([H | T], H, N) -> encode(T, H, N + 1);
encode([X | T], H, N) -> [{N, H} | encode(T, X, 1)];
encode([], H, N) -> [{N, H}].

decode(L) -> lists:append([lists:duplicate(N, C) || {N, C} <- L]).

compact(S) -> lists:flatten([[integer_to_list(N), C] || {N, C} <- encode(S)]).
