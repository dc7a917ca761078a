-module(order_of_atoms).
-export([main/0, less/2, at_most/2, more/2, at_least/2]).

%% Atoms in every order: names that begin alike, of up to eight bytes, up to sixteen and more, the empty one, others than ASCII.
main() ->
    Atoms = [
        '', '\0', a, 'a\0', 'a\0\0\0\0\0\0\0', 'a\0\0\0\0\0\0\0\0', ab, abcdefg, abcdefgh, 'abcdefgh\0', abcdefgha,
        abcdefghb, abcdefghijklmno, abcdefghijklmnop, 'abcdefghijklmnop\0',
        abcdefghijklmnoq, abcdefghijklmnopqr, abcdefghijklmnopqs, b, 'Z', 'é', 'éé', 'éééé', 'ééééé', 'éééée', '€', '€uro', 'ÿ', 'Ā',
        '𝄞', '𝄞𝄞', '𝄞𝄞𝄞', true, false, [], erlang:list_to_atom("made_at_run_time"), erlang:list_to_atom("made_at_")
    ],
    Sorted = lists:sort(Atoms),
    io:format("~w~n", [[atom_to_list(Atom) || Atom <- Sorted, is_atom(Atom)]]),
    true = Sorted =:= lists:reverse(lists:sort(fun(A, B) -> A >= B end, Atoms)),
    Made = [fun(X) -> X end, fun(X) -> {X, 1} end, fun(X) -> {1, X} end, fun(X) -> [X] end, fun(X) -> [1, X | 2] end,
        fun(X) -> {[X], X} end, fun(X) -> [[X]] end, fun(X) -> [1 | X] end],
    [io:format("~tw~n", [[all(Make(A), Make(B)) || A <- Atoms, B <- Atoms]]) || Make <- Made],
    Others = [1, 1.5, 1 bsl 80, self(), make_ref(), {}, {a}, {a, b}, [a], [a | b], "a", <<"a">>, #{a => b}, fun main/0, a, b],
    io:format("~w~n", [[all(A, B) || A <- Others, B <- Others]]),
    io:format("~w~n", [[all({x, A}, {x, B}) || A <- Others, B <- Others]]),
    io:format("~w~n", [[all([x, A], [x, B]) || A <- Others, B <- Others]]),
    io:format("~w~n", [[{count(1000, A, B, 0), lists:max([A, B]), lists:min([A, B])} || A <- [a, abcdefgha], B <- [b, abcdefghb]]]).

all(A, B) ->
    code([less(A, B), at_most(A, B), more(A, B), at_least(A, B), A < B, A =< B, A > B, A >= B], 0).

code([], N) -> N;
code([true | Rest], N) -> code(Rest, 2 * N + 1);
code([false | Rest], N) -> code(Rest, 2 * N).

less(A, B) when A < B -> true;
less(_, _) -> false.

at_most(A, B) when A =< B -> true;
at_most(_, _) -> false.

more(A, B) -> if A > B -> true; true -> false end.

at_least(A, B) -> case A >= B of true -> true; false -> false end.

count(0, _, _, N) -> N;
count(I, A, B, N) when A < B -> count(I - 1, B, A, N + 1);
count(I, A, B, N) -> count(I - 1, B, A, N).
