-module(tuples_and_lists).
-export([main/0]).

main() ->
    {A, B} = {1, {2, 3}},
    {C, D} = B,
    [E, F | G] = [4, 5, 6, 7],
    [{x, H}, [I]] = [{x, 8}, [9]],
    io:format("~w~n", [[A, C, D, E, F, G, H, I]]),
    {ok, _} = {ok, anything},
    [_, _ | _] = "abc",
    io:format("~w~n", [[first({1, 2, 3}), first([]), first([a]), first([a, b]), first({}), first(x)]]).

first({X, _, _}) -> X;
first({}) -> empty_tuple;
first([]) -> empty_list;
first([X]) -> {only, X};
first([X | _]) -> {first, X};
first(X) -> {other, X}.
