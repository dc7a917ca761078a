-module(error_with_arguments).
-export([main/0]).

main() ->
    try f(1, 2) catch error:R:S -> io:format("~p ~p~n", [R, top(S)]) end,
    try error(a, none) catch error:R2:S2 -> io:format("~p ~p~n", [R2, top(S2)]) end,
    try erlang:error({x, y}) catch error:R3 -> io:format("~p~n", [R3]) end,
    try error(r, [a], []) catch error:R4:S4 -> io:format("~p ~p~n", [R4, top(S4)]) end.

top([{M, F, A, _} | _]) -> {M, F, A}.

f(X, Y) -> error(bad_thing, [X, Y]).
