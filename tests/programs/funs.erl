-module(funs).
-export([main/0]).

main() ->
    Add = fun(A, B) -> A + B end,
    io:format("~p~n", [Add(1, 2)]),
    Inc = adder(1),
    io:format("~p ~p~n", [Inc(5), (adder(10))(5)]),
    Fs = [fun(X) -> X * N end || N <- [1, 2, 3]],
    io:format("~p~n", [[F(7) || F <- Fs]]),
    Clauses = fun(0) -> zero; (N) when N > 0 -> positive; (_) -> negative end,
    io:format("~p~n", [[Clauses(N) || N <- [0, 3, -3]]]),
    io:format("~p~n", [compose([fun(X) -> X + 1 end, fun(X) -> X * 2 end, fun integer_to_list/1], 5)]),
    Local = fun double/1,
    External = fun lists:reverse/1,
    io:format("~p ~p~n", [Local(4), External([1, 2])]),
    io:format("~p ~p~n", [Local =:= fun double/1, External =:= fun lists:reverse/1]),
    io:format("~p~n", [External]),
    io:format("~p~n", [lists:map(fun double/1, [1, 2, 3])]),
    Nested = fun(A) -> fun(B) -> fun(C) -> {A, B, C} end end end,
    io:format("~p~n", [((Nested(1))(2))(3)]),
    io:format("~p ~p~n", [erlang:fun_info(Add, arity), erlang:fun_info(External, module)]),
    Shadow = fun(Add1) -> Add1 end,
    io:format("~p~n", [Shadow(s)]),
    Many = fun(A, B, C, D, E, F, G) -> [G, F, E, D, C, B, A] end,
    io:format("~p~n", [Many(1, 2, 3, 4, 5, 6, 7)]),
    io:format("~p~n", [apply(Many, [a, b, c, d, e, f, g])]).

adder(N) -> fun(X) -> X + N end.

double(X) -> 2 * X.

compose([], X) -> X;
compose([F | Fs], X) -> compose(Fs, F(X)).
