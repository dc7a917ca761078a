-module(stack_traces).
-export([main/0]).

%% Line numbers count: do not move the functions.
main() ->
    show(fun() -> outer(1) end),
    show(fun() -> tail(1) end),
    show(fun() -> clause(7) end),
    show(fun() -> recurse(3, id(true)) end),
    show(fun() -> [X || X <- id(bad)] end),
    show(fun() -> raised(err) end),
    show(fun() -> erlang:error(with_args, [1, 2]) end),
    show(fun() -> unknown:function(a) end),
    show(fun() -> case id(x) of y -> ok end, id(1) end),
    show(fun() -> {ok, V} = id(error), V end),
    show(fun() -> lists:foreach(fun(A) -> id(1) / A end, [1, 0]), ok end),
    show(fun() -> id(id(id(throw(deep)))) end).

show(F) ->
    try F(), none
    catch C:R:Stack ->
        io:format("~p ~p~n", [C, R]),
        [io:format("    ~p:~p/~p ~p~n", [M, N, A, lists:keyfind(line, 1, L)])
         || {M, N, A, L} <- Stack, M =:= ?MODULE, N =/= main, N =/= show]
    end.

outer(X) ->
    Y = middle(X),
    {ok, Y}.

middle(X) ->
    Z = inner(X),
    Z + 1.

inner(X) ->
    X + id(a).

tail(X) ->
    tail_2(X).

tail_2(X) ->
    X * id(b).

clause(1) -> one;
clause(2) -> two.

recurse(0, Fail) -> fail(Fail);
recurse(N, Fail) -> 1 + recurse(N - 1, Fail).

fail(true) -> error(bottom);
fail(false) -> 0.

raised(R) ->
    try error(R)
    catch C:E:S ->
        erlang:raise(C, {again, E}, S)
    end.

id(X) -> X.
