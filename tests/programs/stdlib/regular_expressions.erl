-module(regular_expressions).
-export([main/0]).

main() ->
    p([re:run("hello world", "o w"), re:run("abc", "x"), re:run("abc123", "([a-z]+)([0-9]+)"), re:run("abc123", "([a-z]+)([0-9]+)", [{capture, all, list}]), re:run("abc", "b", [{capture, none}])]),
    p([re:run("aXbX", "X", [global]), re:run("ab12cd34", "[0-9]+", [global, {capture, all, binary}]), re:run("ABC", "abc", [caseless]), re:run("date: 2024-02-29", "(\\d+)-(\\d+)-(\\d+)", [{capture, all_but_first, list}])]),
    p([re:replace("hello", "l", "L"), re:replace("hello", "l", "L", [global, {return, list}]), re:replace("abc", "(b)", "[\\1]", [{return, binary}]), re:replace("x", "x", "&&", [{return, list}])]),
    p([re:split("a,b,c", ","), re:split("a1b22c", "[0-9]+", [{return, list}]), re:split("a,b", ",", [{return, list}, {parts, 2}])]),
    {ok, Mp} = re:compile("^(?<word>\\w+)$"),
    p([re:run("word", Mp, [{capture, [word], list}]), re:run("two words", Mp)]),
    p([re:run("é", "é"), re:run("aé", "é", [unicode]), element(1, re:compile("("))]).

p(L) -> [io:format("~p~n", [X]) || X <- L].
