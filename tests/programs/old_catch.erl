-module(old_catch).
-export([main/0]).

main() ->
    {'EXIT', {badarith, [{erlang, 'div', [1, 0], _}, {?MODULE, divide, 2, [{file, File}, {line, Line}]} | _]}} = (catch divide(1, 0)),
    io:format("~p ~p~n", [File, Line]),
    io:format("~p~n", [catch throw(thrown)]),
    io:format("~p~n", [element(1, catch exit(x))]),
    case catch foo(2) of
        {'EXIT', {function_clause, _}} -> io:format("function clause~n");
        Other -> io:format("~p~n", [Other])
    end,
    X = catch_all(fun() -> a end),
    io:format("~p~n", [X]),
    L = [catch_all(F) || F <- [fun() -> throw(1) end, fun() -> exit(2) end]],
    io:format("~p~n", [L]).

divide(A, B) -> A div B.

foo(1) -> ok.

catch_all(F) -> catch F().
