-module(lisp).
-export([main/0]).

%% A small evaluator with closures.
main() ->
    [io:format("~p~n", [run(P)]) || P <- [
        [add, 1, [mul, 2, 3]],
        [[lambda, [x], [mul, x, x]], 5],
        ['let', f, [lambda, [n], ['if', [eq, n, 0], 1, [mul, n, [f, [sub, n, 1]]]]], [f, 10]],
        ['let', x, 1, ['let', g, [lambda, [y], [add, x, y]], ['let', x, 100, [g, 5]]]],
        [nothing, 1],
        [list, 1, [quote, [a, b]], [list]]]].

run(P) -> try eval(P, []) catch throw:E -> {error, E} end.

eval(N, _) when is_integer(N) -> N;
eval(A, Env) when is_atom(A) -> case lists:keyfind(A, 1, Env) of {_, V} -> V; false -> throw({unbound, A}) end;
eval([quote, X], _) -> X;
eval(['if', C, T, E], Env) -> case eval(C, Env) of false -> eval(E, Env); _ -> eval(T, Env) end;
eval([lambda, Ps, B], Env) -> {closure, Ps, B, Env};
eval(['let', X, {rec, _} = V, B], Env) -> eval(B, [{X, V} | Env]);
eval(['let', X, E, B], Env) ->
    case eval(E, Env) of
        {closure, Ps, Body, CEnv} -> eval(B, [{X, {recursive, X, Ps, Body, CEnv}} | Env]);
        V -> eval(B, [{X, V} | Env])
    end;
eval([Op | Args], Env) when Op =:= add; Op =:= sub; Op =:= mul; Op =:= eq; Op =:= list ->
    prim(Op, [eval(A, Env) || A <- Args]);
eval([F | Args], Env) -> call(eval(F, Env), [eval(A, Env) || A <- Args]).

call({closure, Ps, B, Env}, Vs) -> eval(B, lists:zip(Ps, Vs) ++ Env);
call({recursive, N, Ps, B, Env} = R, Vs) -> eval(B, lists:zip(Ps, Vs) ++ [{N, R} | Env]).

prim(add, [A, B]) -> A + B;
prim(sub, [A, B]) -> A - B;
prim(mul, [A, B]) -> A * B;
prim(eq, [A, B]) -> A =:= B;
prim(list, L) -> L.
