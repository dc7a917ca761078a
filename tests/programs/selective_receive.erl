-module(selective_receive).
-export([main/0]).

main() ->
    S = self(),
    [S ! M || M <- [{low, 1}, {high, 2}, junk, {low, 3}, {high, 4}]],
    io:format("~p~n", [priority()]),
    io:format("~p~n", [flush([])]),
    S ! a, S ! b, S ! c,
    receive c -> io:format("c~n") end,
    receive b -> io:format("b~n") end,
    receive a -> io:format("a~n") end,
    Ref = make_ref(),
    [S ! {noise, N} || N <- lists:seq(1, 1000)],
    spawn(fun() -> S ! {Ref, answer} end),
    receive {Ref, X} -> io:format("~p~n", [X]) end,
    io:format("~p~n", [length(flush([]))]),
    S ! {n, 5}, S ! {n, 50},
    receive {n, N} when N > 10 -> io:format("~p~n", [N]) end,
    receive {n, N2} -> io:format("~p~n", [N2]) end,
    Wanted = x,
    S ! y, S ! Wanted,
    receive Wanted -> io:format("wanted~n") end,
    receive Other -> io:format("~p~n", [Other]) end.

priority() -> priority([]).

priority(Acc) ->
    receive {high, N} -> priority([N | Acc])
    after 0 -> receive {low, N} -> priority([{low, N} | Acc]) after 0 -> lists:reverse(Acc) end
    end.

flush(L) -> receive M -> flush([M | L]) after 0 -> lists:reverse(L) end.
