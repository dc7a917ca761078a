-module(iterators).
-export([main/0]).

main() ->
    M = #{a => 1, b => 2, c => 3},
    I = maps:iterator(M),
    {K1, V1, I2} = maps:next(I),
    {K2, V2, I3} = maps:next(I2),
    {K3, V3, I4} = maps:next(I3),
    io:format("~p ~p~n", [lists:sort([{K1, V1}, {K2, V2}, {K3, V3}]), maps:next(I4)]),
    io:format("~p~n", [maps:map(fun(_, V) -> -V end, maps:iterator(M))]),
    io:format("~p~n", [maps:next(maps:iterator(#{}))]).
