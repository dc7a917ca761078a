%% re:replace and re:split.
-module(re_replace_split).
-export([main/0]).

main() ->
    Replace = [{"abcabc", "b", "X", []}, {"abcabc", "b", "X", [global]}, {"abcabc", "b", "[&]", [global]}, {"abcabc", "(b)(c)", "\\2\\1", [global]},
               {"abc", "b", "\\\\", []}, {"abc", "b", "\\&", []}, {"abc", "(b)", "\\g1x", []}, {"abc", "(b)", "\\g{1}x", []}, {"abc", "x", "y", []}, {"abc", "", "-", [global]},
               {"a.b.c", "\\.", "", [global]}, {"abc", "b", <<"bin">>, []}, {<<"abc">>, <<"b">>, "X", []}, {"ABC", "b", "x", [caseless]}, {"abc", "(z)?b", "<\\1>", []},
               {"  trim  ", "^\\s+|\\s+$", "", [global]}, {"abc", "c$", "", []}, {"aXbXc", "X", "\n", [global]}, {"abc", "b", "\\7", []}, {[1044, 1086], [1086], [8364], [unicode]}],
    [io:format("~w ~w ~w ~w: ~w ~w ~w~n", [S, P, R, O, replaced(S, P, R, O), replaced(S, P, R, [{return, list} | O]), replaced(S, P, R, [{return, binary} | O])])
     || {S, P, R, O} <- Replace],
    io:format("~p~n", [replaced("abc", "b", "x", [{capture, all}])]),
    io:format("~p~n", [replaced("abc", "(", "x", [])]),
    io:format("~p~n", [replaced(abc, "b", "x", [])]),
    Split = [{"a,b,c", ",", []}, {"a,b,c", ",", [{parts, 2}]}, {"a,b,,", ",", []}, {"a,b,,", ",", [trim]}, {"abc", "", []}, {"a1b2c", "(\\d)", []}, {"a1b2c", "(\\d)", [group]},
             {"a1b2c", "\\d", [group]}, {"", ",", []}, {"abc", "x", []}, {",a", ",", []}, {"Erlang", "[ln]", []}, {"Erlang", "([ln])", [{parts, 2}]}, {"Erlang", "[lr]", [{parts, infinity}]},
             {"one  two", "\\s+", []}, {"a\nb\n", "\n", []}, {"a\nb\n", "\n", [trim]}, {"a,b", "(x)?,(y)?", [group]}, {"a,b", "(x)?,(y)?", []}, {"AxBXC", "x", [caseless]}, {[1044, 8364, 1086], [8364], [unicode]},
             {"ab", "(a)|b", []}, {"ab", "(a)|b", [group]}, {"ab", "(a)|b", [trim]}, {"abc", "b", [{parts, 0}]}, {"abc", "b", [{parts, 1}]}],
    [io:format("~w ~w ~w: ~w ~w~n", [S, P, O, split(S, P, O), split(S, P, [{return, list} | O])]) || {S, P, O} <- Split],
    io:format("~p~n", [split("a", "b", [global])]),
    io:format("~p~n", [split("a", "(", [])]),
    io:format("~p~n", [re:split("a b", " ")]).

replaced(S, P, R, O) ->
    try re:replace(S, P, R, O) catch error:E -> {error, E} end.

split(S, P, O) ->
    try re:split(S, P, O) catch error:E -> {error, E} end.
