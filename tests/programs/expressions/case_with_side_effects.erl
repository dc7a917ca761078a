-module(case_with_side_effects).
-export([main/0]).

main() ->
    io:format("~p~n", [[f(N) || N <- [1, 2, 3]]]),
    io:format("~p~n", [case io:format("once~n") of ok -> yes; _ -> no end]).

f(N) ->
    Name = case N of
        1 -> io:format("one~n"), first;
        2 -> io:format("two~n"), second;
        _ -> io:format("many~n"), third
    end,
    {N, Name}.
