-module(macro_bodies).
-export([main/0]).

-define(IF(C, A, B), case C of true -> A; false -> B end).
-define(LIST, [1, 2, 3]).
-define(REC(X), {rec, X, ?LINE}).
-define(CALL(M, F, A), M:F(A)).
-define(STRING, "macro " "string").
-define(FUN(X, B), fun(X) -> B end).
-define(is_small(X), X < 10).
-define(EMPTY(), empty).
-define(A, ?B).
-define(B, later).

main() ->
    io:format("~p~n", [?IF(1 < 2, yes, no)]),
    io:format("~p~n", [?IF(lists:member(4, ?LIST), yes, {no, ?LIST})]),
    io:format("~p~n", [?REC(a)]),
    io:format("~p~n", [?CALL(lists, reverse, ?LIST)]),
    io:format(?STRING ++ "~n"),
    io:format("~p~n", [(?FUN(X, X * 2))(21)]),
    io:format("~p~n", [[small(X) || X <- [1, 100]]]),
    io:format("~p~n", [?EMPTY()]),
    io:format("~p~n", [?A]).

small(X) when ?is_small(X) -> yes;
small(_) -> no.
