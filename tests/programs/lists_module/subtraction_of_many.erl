-module(subtraction_of_many).
-export([main/0]).

%% `--` with more elements than are looked through one by one.
main() ->
    Kinds = [fun(N) -> N end, fun(N) -> N * 1.5 end, fun(N) -> {N, a} end, fun(N) -> integer_to_list(N) end,
             fun(N) -> lists:duplicate(40, $x) ++ integer_to_list(N) end, fun(N) -> integer_to_binary(N) end,
             fun(N) -> <<N:13>> end, fun(N) -> N bsl 70 end, fun(N) -> #{N => N} end, fun(N) -> [N | N] end,
             fun(N) -> [[[N]], {N}, 1.0 * N] end, fun(N) -> case N rem 3 of 0 -> N; 1 -> 1.0 * N; 2 -> {N} end end],
    [check(Kind, Of, Without) || Kind <- Kinds, {Of, Without} <- [{17, 17}, {100, 20}, {300, 300}, {20, 300}]],
    Zeros = [0.0, -0.0, 0, {0.0}, {-0.0}],
    Others = [N + 0.5 || N <- lists:seq(1, 30)],
    io:format("~w~n", [length((Zeros ++ Others) -- (Others ++ lists:reverse(Zeros)))]),
    io:format("~w~n", [(Zeros ++ Others) -- (Others ++ [-0.0, {-0.0}])]),
    io:format("~w~n", [reason(fun() -> [1 | 2] -- lists:seq(1, 40) end)]),
    io:format("~w~n", [reason(fun() -> lists:seq(1, 40) -- (lists:seq(1, 40) ++ 41) end)]).

check(Kind, Of, Without) ->
    A = [Kind(N * 7919 rem 101) || N <- lists:seq(1, Of)],
    B = [Kind(N * 104729 rem 89) || N <- lists:seq(1, Without)],
    Rest = A -- B,
    Rest = one_by_one(A, B),
    io:format("~w ~w~n", [length(Rest), erlang:phash2(Rest)]).

one_by_one(A, []) -> A;
one_by_one(A, [X | B]) -> one_by_one(without(X, A), B).

without(X, [Y | A]) when X =:= Y -> A;
without(X, [Y | A]) -> [Y | without(X, A)];
without(_, []) -> [].

reason(F) ->
    try F() of
        Value -> Value
    catch
        error:Reason -> Reason
    end.
