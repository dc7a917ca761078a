-module(fun_info).
-export([main/0, a/1]).

main() ->
    Y = 5,
    L = fun(X) -> X + Y end,
    E = fun lists:map/2,
    N = fun a/1,
    io:format("~p~n", [[is_function(F) || F <- [L, E, N, x]]]),
    io:format("~p~n", [[is_function(L, A) || A <- [0, 1, 2]]]),
    io:format("~p~n", [is_function(E, 2)]),
    io:format("~p~n", [[erlang:fun_info(F, arity) || F <- [L, E, N]]]),
    io:format("~p~n", [[erlang:fun_info(F, type) || F <- [L, E, N]]]),
    io:format("~p~n", [[erlang:fun_info(F, module) || F <- [L, E, N]]]),
    io:format("~p~n", [erlang:fun_info(E, name)]),
    io:format("~p~n", [erlang:fun_info(L, env)]),
    io:format("~p~n", [E]),
    io:format("~p~n", [fun ?MODULE:a/1]).

a(X) -> X.
