-module(comparisons_within).
-export([main/0]).

%% All pairs of numbers and binaries, by all operators: alone, within tuples and lists, and as keys of maps.
main() ->
    Values = [binary_to_term(term_to_binary(V)) || V <- values()],
    Wrapped = [fun(V) -> V end, fun(V) -> {V} end, fun(V) -> [V] end, fun(V) -> {a, [1 | V]} end, fun(V) -> #{V => V} end],
    lists:foreach(fun(Wrap) -> show([Wrap(V) || V <- Values]) end, Wrapped),
    [io:format("~w ~w~n", [A, [compared(A, B) || B <- Values]]) || A <- [0.0, 1, 1.5, -(1 bsl 70), <<"b">>]],
    io:format("~w~n", [lists:sort(lists:zip(Values, lists:seq(1, length(Values))))]),
    io:format("~w~n", [[{1.0, x}, {2, y}, {3.5, "z"}] -- [{1, x}, {2.0, y}, {3.5, "z"}]]).

values() ->
    Integers = [0, 1, -1, 2, 3, 1 bsl 53, (1 bsl 53) + 1, (1 bsl 60) - 1, 1 bsl 64, 1 bsl 70, -(1 bsl 70), (1 bsl 70) + 1],
    Floats = [0.0, -0.0, 0.5, 1.0, -1.0, 1.5, 3.0, 9007199254740992.0, 1.0e300, -1.0e300, float(1 bsl 60), float(1 bsl 70)],
    Binaries = [<<>>, <<0>>, <<"a">>, <<"b">>, <<"ab">>, <<"abcdefgh">>, <<"abcdefghi">>, <<"abcdefgz">>, <<1:3>>, <<0:7>>,
                binary:copy(<<"a">>, 100), binary:copy(<<"a">>, 101)],
    Integers ++ Floats ++ Binaries ++ [a, abcdefghij, abcdefghik, [], {}].

show(Values) ->
    Results = [compared(A, B) || A <- Values, B <- Values],
    io:format("~w ~w~n", [erlang:phash2(Results), [length([R || R <- Results, element(N, R)]) || N <- lists:seq(1, 6)]]).

compared(A, B) -> {A < B, A =< B, A == B, A =:= B, A /= B, A =/= B}.
