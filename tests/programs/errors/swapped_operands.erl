%% Where an operator with a literal on its left fails, its operands change places; a call of apply fails in its caller.
-module(swapped_operands).
-export([main/0, app/2, app/3, dynamic/2]).

id(X) -> X.
app(F, A) -> apply(F, A).
app(M, F, A) -> apply(M, F, A).
dynamic(M, F) -> M:F().

main() ->
    operators(),
    calls(),
    floats().

first(F) ->
    try F() catch C:R:S -> {C, R, [{F1, A} || {_, F1, A, _} <- lists:sublist(S, 1), is_list(A)]} end.

operators() ->
    Fs = [
        fun() -> 5 band id(a) end, fun() -> id(a) band 5 end, fun() -> 5 + id(a) end, fun() -> 5 * id(a) end,
        fun() -> id(a) * 5 end, fun() -> true and id(a) end, fun() -> false or id(a) end, fun() -> true xor id(a) end,
        fun() -> 5 bor id(a) end, fun() -> 5 bxor id(a) end, fun() -> 5 - id(a) end, fun() -> 5 bsl id(a) end,
        fun() -> a + id(5) end, fun() -> a band id(5) end, fun() -> (1 bsl 70) + id(a) end, fun() -> {a} * id(2) end,
        fun() -> erlang:'and'(true, id(1)) end, fun() -> erlang:'band'(1, id(a)) end
    ],
    lists:foreach(fun(F) -> io:format("~p~n", [first(F)]) end, Fs).

calls() ->
    Fs = [
        fun() -> app(a, [1]) end, fun() -> app(fun() -> ok end, [1]) end, fun() -> app(fun() -> ok end, [1 | 2]) end,
        fun() -> app(lists, 1, []) end, fun() -> app("lists", a, []) end, fun() -> app(lists, a, [1 | 2]) end,
        fun() -> app(lists, seq, x) end, fun() -> apply(id(a), []) end, fun() -> [apply(id(a), [])] end,
        fun() -> [app(fun() -> ok end, [1])] end
    ],
    lists:foreach(fun(F) -> io:format("~p~n", [trace(F)]) end, Fs).

trace(F) ->
    try F() catch
        C:R:S ->
            Names = [{N, if is_list(A) -> length(A); true -> A end} || {M, N, A, _} <- S, M =:= erlang orelse M =:= ?MODULE],
            {C, plain(R), lists:takewhile(fun({N, _}) -> N =:= app orelse N =:= apply end, Names)}
    end.

plain({badarity, {_, A}}) -> {badarity, A};
plain(R) -> R.

floats() ->
    N = id(0),
    A = case <<1, 2>> of <<F:N/float, _/bits>> -> F; _ -> no end,
    B = case <<>> of <<G:N/float>> -> G; _ -> no end,
    C = case <<7>> of <<_:N/float, X>> -> X; _ -> no end,
    io:format("~p~n", [{A, B, C}]).
