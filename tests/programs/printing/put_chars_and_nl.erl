-module(put_chars_and_nl).
-export([main/0]).

main() ->
    io:put_chars("chars\n"),
    io:put_chars(["deep", [$\s, "list"], $\n]),
    io:nl(),
    io:format("no arguments~n"),
    io:format(standard_io, "to ~p~n", [standard_io]),
    io:fwrite("fwrite~n"),
    io:fwrite("~s~n", ["fwrite/2"]),
    io:write({a, "b"}), io:nl(),
    io:format("~p~n", [io:format("inner~n")]),
    ok = io:put_chars(standard_io, "end\n").
