-module(tuple_copies).
-export([main/0]).

%% setelement/3 and element/2 with sizes and positions that are found out where they run.
main() ->
    [io:format("~w ~w~n", [Size, set_all(list_to_tuple(lists:seq(1, Size)), Size, 0)]) ||
        Size <- [1, 2, 3, 15, 16, 17, 18, 40, 64, 200, 1023, 1024, 1025, 3000]],
    io:format("~w~n", [constant({a, b, c}, x)]),
    io:format("~w~n", [made(1, 2, 3)]),
    io:format("~w~n", [literal(2)]),
    io:format("~w~n", [known({rec, 1, 2.5}, 3)]),
    [io:format("~p~n", [try setelement(P, T, new) catch C:R -> {C, R} end]) ||
        {P, T} <- [{0, {a}}, {2, {a}}, {1, {}}, {-1, {a, b}}, {1.0, {a}}, {a, {a}}, {1 bsl 70, {a}}, {1, [a]}, {1, a},
                   {1, #{}}, {1, <<"a">>}, {1, {a}}, {2, {a, b}}]],
    [io:format("~p~n", [try grow(T, P) catch C:R -> {C, R} end]) || {T, P} <- [{{1, 2, 3}, 2}, {{1, 2, 3}, 4}, {x, 1}]],
    io:format("~w~n", [floats({1.0, 2.0, 3.0}, 5)]),
    io:format("~w~n", [swaps(list_to_tuple(lists:seq(1, 30)), 1000)]),
    io:format("~w~n", [many(list_to_tuple(lists:seq(1, 700)), 3000)]).

set_all(T, 0, Sum) -> {tuple_size(T), Sum, element(1, T), element(tuple_size(T), T)};
set_all(T, N, Sum) -> set_all(setelement(N, T, {N, element(N, T)}), N - 1, Sum + element(N, T)).

constant(T, X) -> {setelement(1, T, X), setelement(2, T, X), setelement(3, T, X), T}.

made(A, B, C) ->
    T = {A, B, C},
    U = setelement(2, T, [A]),
    {T, U, setelement(A, U, element(C, U)), tuple_size(U), element(2, U)}.

literal(N) -> setelement(N, {one, two, three}, {N}).

known({rec, A, B} = T, N) -> {setelement(N, T, A), setelement(2, T, B), element(N, T), tuple_size(T)}.

%% A position that is an element's can be counted on.
grow(T, P) ->
    X = element(P, T),
    [P + 1, P - 1, P * 1000, P bsl 30, X, setelement(P, T, P + 1)].

floats(T, 0) -> T;
floats(T, N) -> floats(setelement(N rem 3 + 1, T, element(N rem 3 + 1, T) * 1.5), N - 1).

swaps(T, 0) -> T;
swaps(T, N) ->
    {I, J} = {N rem 30 + 1, N * 7 rem 30 + 1},
    {A, B} = {element(I, T), element(J, T)},
    swaps(setelement(J, setelement(I, T, B), A), N - 1).

%% Copies that fill the heap.
many(T, 0) -> erlang:phash2(T);
many(T, N) -> many(setelement(N rem 700 + 1, T, N), N - 1).
