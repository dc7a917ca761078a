-module(errors).
-export([main/0]).

-record(r, {a, b}).
-record(s, {a}).

main() ->
    io:format("~p~n", [err(fun() -> (id(x))#r.a end)]),
    io:format("~p~n", [err(fun() -> (id(#s{}))#r.b end)]),
    io:format("~p~n", [err(fun() -> (id({r, 1}))#r{a = 1} end)]),
    io:format("~p~n", [err(fun() -> #r{a = A} = id(#s{a = 1}), A end)]),
    io:format("~p~n", [element(#r.b, #r{b = here})]),
    io:format("~p~n", [setelement(#r.a, #r{}, set)]),
    io:format("~p~n", [lists:keyfind(2, #r.a, [#r{a = 1}, #r{a = 2, b = found}])]),
    io:format("~p~n", [lists:keysort(#r.b, [#r{b = N} || N <- [3, 1, 2]])]).

id(X) -> X.
err(F) -> try F() catch C:R -> {C, R} end.
