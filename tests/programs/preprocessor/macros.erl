-module(macros).
-export([main/0]).

-define(ANSWER, 42).
-define(SQUARE(X), ((X) * (X))).
-define(PAIR(A, B), {A, B}).
-define(SHOW(E), io:format("~s = ~p~n", [??E, E])).
-define(NOTHING, ).
-define(TWICE(X), X, X).
-define(LOG(F), io:format(F ++ "~n")).
-define(LOG(F, A), io:format("[~w] " ++ F ++ "~n", [?LINE | A])).

main() ->
    io:format("~p~n", [?ANSWER]),
    io:format("~p~n", [?SQUARE(1 + 2)]),
    io:format("~p~n", [?PAIR(?ANSWER, ?SQUARE(2))]),
    ?SHOW(1 + 2 * 3),
    ?SHOW(lists:map(fun(X) -> X end, [a])),
    io:format("~p~n", [[?TWICE(x)]]),
    io:format("~p~n", [?NOTHING ok]),
    ?LOG("plain"),
    ?LOG("with ~p", [arg]),
    io:format("~p ~p ~p~n", [?MODULE, ?FUNCTION_NAME, ?FUNCTION_ARITY]),
    io:format("~p ~p~n", [?LINE, ?FILE]),
    io:format("~p~n", [?MODULE_STRING]),
    f(1, 2).

f(_, _) -> io:format("~p/~p~n", [?FUNCTION_NAME, ?FUNCTION_ARITY]).
