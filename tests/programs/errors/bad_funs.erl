-module(bad_funs).
-export([main/0]).

main() ->
    F = fun(A, B) -> A + B end,
    io:format("~p~n", [try F(1) catch error:{badarity, {_, Args}} -> {badarity, Args} end]),
    io:format("~p~n", [try apply(F, [1, 2, 3]) catch error:{badarity, {_, Args2}} -> {badarity, Args2} end]),
    io:format("~p~n", [[err(G) || G <- [5, "fun", {lists, map}, atom, [], {}]]]),
    io:format("~p~n", [try (fun lists:nothing/1)([]) catch error:R -> R end]),
    io:format("~p~n", [try (fun nomod:nothing/0)() catch error:R2 -> R2 end]),
    io:format("~p~n", [try lists:map(fun(_, _) -> x end, [1]) catch error:R3 -> R3 end]),
    io:format("~p~n", [try lists:map(foo, [1]) catch error:R4 -> R4 end]).

err(G) -> try G(1) catch error:R -> R end.
