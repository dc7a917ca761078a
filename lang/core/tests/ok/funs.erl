-module(funs).
-export([closures/2, named/1, references/2, constants/0, clauses/1]).

closures(X, Y) ->
    F = fun(A) -> fun(B) -> {X, A, B} end end,
    G = fun() -> F(Y) end,
    G().

named(N) ->
    F = fun Loop(0) -> N; Loop(M) -> Loop(M - 1) end,
    F(N).

references(M, F) ->
    {fun references/2, fun references/2, fun length/1, fun lists:map/2, fun M:F/1, fun M:foo/0}.

constants() ->
    X = 1, Y = {a, b},
    fun() -> {X, Y} end.

clauses(Z) ->
    fun (a, _) -> Z;
        (B, B) when B > Z -> B
    end.
