-module(try_of_escapes).
-export([main/0]).

%% What the part after `of` raises is not caught by the same try.
main() ->
    io:format("~p~n", [try try 1 of 1 -> throw(inner) catch throw:inner -> wrong end catch throw:T -> {outer, T} end]),
    io:format("~p~n", [try try a of b -> c catch _:_ -> wrong end catch error:E -> E end]),
    io:format("~p~n", [try try throw(a) catch throw:a -> throw(b) end catch throw:B -> B end]),
    io:format("~p~n", [try try ok after throw(from_after) end catch throw:A -> A end]),
    io:format("~p~n", [try try throw(lost) after throw(from_after) end catch throw:A2 -> A2 end]),
    io:format("~p~n", [try try error(e) catch throw:_ -> wrong after io:format("cleanup~n") end catch C:R -> {C, R} end]).
