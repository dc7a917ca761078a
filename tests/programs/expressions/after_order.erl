-module(after_order).
-export([main/0]).

main() ->
    io:format("~p~n", [f()]),
    io:format("~p~n", [catch g(throw)]),
    io:format("~p~n", [catch g(exit)]),
    io:format("~p~n", [g(none)]).

f() ->
    try
        try say(1) after say(2) end
    after
        say(3)
    end.

g(How) ->
    try
        case How of throw -> throw(t); exit -> exit(e); none -> fine end
    after
        say({after_, How})
    end.

say(X) -> io:format("~p~n", [X]), X.
