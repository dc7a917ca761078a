-module(function_clause_arguments).
-export([main/0, f/2]).

main() ->
    try f(1, "two") catch error:R:S -> io:format("~p~n~p~n", [R, hd(S)]) end,
    try ?MODULE:f(z, z) catch error:R3:S3 -> io:format("~p ~p~n", [R3, top(S3)]) end,
    try lists:reverse(a) catch error:R4:S4 -> io:format("~p ~p~n", [R4, top(S4)]) end,
    try lists:keyfind(1, x, []) catch error:R5:S5 -> io:format("~p ~p~n", [R5, top(S5)]) end.

top([{M, F, A, _} | _]) -> {M, F, A}.

f(a, _) -> 1;
f(_, b) -> 2.
