-module(format_text).
-export([main/0]).

main() ->
    io:format("~s ~s ~s~n", ["text", atom, [$a, ["b", $c], []]]),
    io:format("~~ 100%~n"),
    io:format("one~ntwo~3nthree~n"),
    io:format("~i~p~n", [ignored, shown]),
    io:format("~10s|~-10s|~10..-s|~n", ["right", "left", "fill"]),
    io:format("~.3s|~5.3s|~-5.3s|~n", ["cutting", "cutting", "cutting"]),
    io:format("~c~c~c~n", [72, 105, 33]),
    io:format("~5c|~3.2c|~n", [$x, $y]),
    io:format("~ts|~tp|~tw~n", ["\x{3bb}x", "\x{3bb}x", "\x{3bb}x"]),
    io:format("~p ~tp~n", [[955], [955]]),
    io:format("~p ~tp~n", ['\x{3bb}', '\x{3bb}']),
    io:format("~W|~W|~P|~n", [lists:seq(1, 20), 5, {a, {b, {c, d}}}, 3, lists:seq(1, 20), 6]),
    io:format("no arguments~n", []),
    io:format('atom format~n'),
    io:put_chars("chars\n"),
    io:put_chars(["deep", [$\s, "list"], $\n]),
    io:nl(),
    io:write({term, "s"}),
    io:nl(),
    io:format("~p~n", [io:format("")]),
    io:format(standard_io, "~s~n", ["device"]),
    io:fwrite("~w~n", [fwrite]),
    io:format("~s~n", [io_lib:format("~p-~s", [1, "x"])]),
    io:format("~p~n", [lists:flatten(io_lib:format("~5w|~s", [a, "b"]))]).
