-module(strings).
-export([main/0]).

main() ->
    io:format("~p~n", [[parse(S) || S <- ["GET /index", "PUT x", "get", "", "G"]]]),
    "abc" ++ Rest = "abcdef",
    io:format("~p~n", [Rest]),
    [$a, $b | More] = "abc",
    io:format("~p~n", [More]),
    io:format("~p~n", [case "same" of "same" -> yes; _ -> no end]).

parse("GET " ++ Path) -> {get, Path};
parse("PUT " ++ Path) -> {put, Path};
parse([]) -> empty;
parse([C | _]) -> {unknown, C}.
