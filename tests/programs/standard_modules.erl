-module(standard_modules).
-export([main/0]).

main() ->
    io:format("~p~n", [[string:tokens("a, b,,c", ", "), string:join(["x", "y"], "-"), string:strip("  s  "), string:to_upper("up")]]),
    io:format("~p~n", [[string:split("k=v=w", "="), string:split("k=v=w", "=", all), string:trim("\t t \n"), string:find("abc", "b")]]),
    io:format("~p~n", [[string:length("four"), string:reverse("abc"), string:uppercase("mixed Case"), string:lexemes("a b", " ")]]),
    io:format("~p~n", [[string:to_integer("12x"), string:to_float("1.5 "), string:str("hello", "l"), string:centre("c", 5, $.)]]),
    io:format("~p~n", [string:replace("a.b.c", ".", "/", all)]),
    P = [debug, {level, 3}, {names, ["a"]}, {level, 4}],
    io:format("~p~n", [[proplists:get_value(level, P), proplists:get_value(none, P, default), proplists:get_bool(debug, P), proplists:delete(level, P)]]),
    D = lists:foldl(fun(W, A) -> orddict:update_counter(W, 1, A) end, orddict:new(), string:tokens("the cat and the dog and the cow", " ")),
    io:format("~p~n", [orddict:to_list(D)]),
    io:format("~p~n", [[orddict:fetch("the", D), orddict:find("bird", D), orddict:size(D)]]),
    io:format("~p~n", [[ordsets:union([1, 3], [2, 3]), ordsets:subtract([1, 2, 3], [2]), ordsets:is_element(2, [1, 2]), ordsets:from_list([c, a, b, a])]]).
