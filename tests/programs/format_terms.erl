-module(format_terms).
-export([main/0]).

main() ->
    io:format("~p ~w~n", [{a, "str", [1, 2], 'Q x'}, {a, "str", [1, 2], 'Q x'}]),
    io:format("~p~n", [[]]),
    io:format("~w ~p~n", ["ab", "ab"]),
    io:format("~p~n", [[97, 98 | c]]),
    io:format("~p~n", [{}]),
    io:format("~p~n", [[{key, "value"}, {nested, [{a, 1}, {b, [x, y]}]}]]),
    io:format("~p~n", [lists:seq(1, 60)]),
    io:format("~p~n", [[{item, N, "text number " ++ integer_to_list(N), [N, N * 2]} || N <- lists:seq(1, 6)]]),
    io:format("~p~n", [{a_long_atom_name_here, {another_long_atom_name, [1, 2, 3, 4, 5], "some text"}, [{x, 1.5}, {y, -2}]}]),
    io:format("prefix ~p~n", [lists:duplicate(12, "words words")]),
    io:format("~p~n", [lists:duplicate(100, $a)]),
    io:format("~p~n", ["a long string that does not fit on one line of eighty columns because it goes on and on"]),
    io:format("~p~n", [[[[[[]]]]]]),
    io:format("~p~n", [{1, {2, {3, {4, {5}}}}}]),
    io:format("~w~n", [lists:seq(1, 60)]),
    io:format("~p ~p~n", [fun lists:map/2, true]),
    io:format("~p~n", [{"mixed", [a | b], 'it\'s', [1.0, 2.5e-10]}]),
    io:format("~p~n", [[[1, 2, 3], "abc", [300, 400], [$a, 300]]]),
    io:format("~30p|~10p|~n", [lists:seq(1, 30), {abc, def, [1, 2, 3]}]).
