-module(macros).
-export([main/0]).
-define(PI, 3).
-define(AREA(R), ?PI * (R) * (R)).
-define(MAX(A, B), if A > B -> A; true -> B end).
-define(SHOW(X), io:format("~s = ~p~n", [??X, X])).
-define(TWO(A), {one, A}).
-define(TWO(A, B), {two, A, B}).
-define(EMPTY, ).
-define(GREETING, "hello" " there").
-define(LIST(H, T), [H | T]).

main() ->
    io:format("~p ~p~n", [?PI, ?AREA(1 + 1)]),
    io:format("~p~n", [?MAX(3, 7)]),
    ?SHOW(1 + 2),
    ?SHOW(?TWO(x)),
    io:format("~p ~p~n", [?TWO(a), ?TWO(a, b)]),
    io:format("~p~n", [?GREETING]),
    io:format("~p~n", [?LIST(a, [b, {c, d}])]),
    io:format("~p ~p ~p ~p~n", [?MODULE, ?MODULE_STRING, ?FUNCTION_NAME, ?FUNCTION_ARITY]),
    io:format("~p ~p~n", [?LINE, ?FILE]),
    ?EMPTY io:format("after empty~n"),
    io:format("~p~n", [?AREA(begin X = 2, X end)]).
