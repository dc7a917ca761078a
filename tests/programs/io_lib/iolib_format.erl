-module(iolib_format).
-export([main/0]).

main() ->
    show(fun() -> lists:flatten(io_lib:format("~p ~s ~w", [a, "b", "c"])) end),
    show(fun() -> lists:flatten(io_lib:format("~5.2f", [1.005])) end),
    show(fun() -> lists:flatten(io_lib:format("~b", [a])) end),
    show(fun() -> io_lib:format("x", [y]) end),
    show(fun() -> lists:flatten(io_lib:format("~~~n", [])) end),
    show(fun() -> lists:flatten(io_lib:format("~3w~-3w~03w", [1, 2, 3])) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
