-module(calls).
-export([main/0]).
-export([exported/1, variadic/0, variadic/1, variadic/2]).
-import(lists, [map/2, sum/1]).

main() ->
    io:format("~p~n", [exported(1)]),
    io:format("~p~n", [?MODULE:exported(2)]),
    io:format("~p~n", [calls:exported(3)]),
    M = calls, F = exported,
    io:format("~p ~p ~p~n", [M:exported(4), calls:F(5), M:F(6)]),
    io:format("~p~n", [apply(?MODULE, exported, [7])]),
    io:format("~p~n", [apply(M, variadic, [])]),
    io:format("~p~n", [[apply(M, variadic, A) || A <- [[], [1], [1, 2]]]]),
    io:format("~p~n", [apply(fun(A, B) -> A - B end, [5, 3])]),
    io:format("~p~n", [map(fun(X) -> X * 2 end, [1, 2])]),
    io:format("~p~n", [sum([1, 2, 3])]),
    G = fun ?MODULE:exported/1,
    io:format("~p ~p~n", [G(8), G]),
    H = fun M:F/1,
    io:format("~p ~p~n", [H(9), G =:= H]),
    io:format("~p~n", [erlang:apply(lists, reverse, [[1, 2]])]),
    io:format("~p~n", [(fun exported/1)(10)]),
    io:format("~p~n", [erlang:function_exported(calls, exported, 1)]),
    io:format("~p~n", [erlang:function_exported(calls, private, 0)]),
    io:format("~p~n", [try calls:private() catch error:undef -> undef end]),
    private().

exported(X) -> {exported, X}.

variadic() -> none.
variadic(A) -> {one, A}.
variadic(A, B) -> {two, A, B}.

private() -> io:format("private~n").
