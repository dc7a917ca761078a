-module(church_numerals).
-export([main/0]).

main() ->
    Zero = fun(_) -> fun(X) -> X end end,
    Succ = fun(N) -> fun(F) -> fun(X) -> F((N(F))(X)) end end end,
    Add = fun(M, N) -> fun(F) -> fun(X) -> (M(F))((N(F))(X)) end end end,
    Mul = fun(M, N) -> fun(F) -> M(N(F)) end end,
    ToInt = fun(N) -> (N(fun(X) -> X + 1 end))(0) end,
    Three = Succ(Succ(Succ(Zero))),
    Four = Succ(Three),
    io:format("~w~n", [[ToInt(N) || N <- [Zero, Three, Add(Three, Four), Mul(Three, Four)]]]).
