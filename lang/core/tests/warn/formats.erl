-module(formats).
-export([a/2]).
-import(io_lib, [format/2]).
a(X, Y) ->
    io:format("~p ~p~n", [X]), io:format("~p", [X, Y]), io:format("~z", [X]), io:format(X, Y),
    io:format("a", X), io:format("~s"), io:format("~s", []), io:format("a", [1]), io:format("~", []),
    io:fwrite(user, "~*.*p~.*.0f~-10ts~3.4.xw~tx", [1, 2]), io_lib:format("~ltp~W~x~~~i", [X, Y]),
    format("~b", foo), format("~b", [X | Y]), io:format("~p", "ab"), io:format("", []), io:format("~n").
