-module(throw_catch).
-export([main/0]).

main() ->
    io:format("~p~n", [catch throw(ball)]),
    io:format("~p~n", [(catch 1 + 1)]),
    io:format("~p~n", [try throw({a, 1}) catch throw:{a, N} -> N end]),
    io:format("~p~n", [try throw(x) catch Y -> Y end]),
    io:format("~p~n", [find(3, [1, 2, 3, 4])]),
    io:format("~p~n", [find(9, [1, 2, 3, 4])]),
    io:format("~p~n", [try try throw(inner) catch throw:other -> wrong end catch throw:inner -> outer end]),
    X = (catch throw(v)),
    io:format("~p~n", [X]),
    io:format("~p~n", [case catch exit(bye) of {'EXIT', R} -> {exit, R} end]),
    io:format("~p~n", [catch exit({'EXIT', already})]),
    {'EXIT', {E, _}} = (catch erlang:error(oops)),
    io:format("~p~n", [E]),
    {'EXIT', {E2, [{F1, F2, F3, _} | _]}} = (catch id(1) + id(a)),
    io:format("~p ~p~n", [E2, {F1, F2, F3}]).

id(X) -> X.

find(X, L) ->
    try lists:foreach(fun(Y) when Y =:= X -> throw({found, Y}); (_) -> ok end, L), none
    catch {found, Y} -> {ok, Y}
    end.
