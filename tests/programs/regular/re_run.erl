%% re:run on many patterns, with many options.
-module(re_run).
-export([main/0]).

main() ->
    Subjects = ["", "abc", "abcabc", "ABC", "aaa", "foo bar baz", "2024-01-31", "a\nb\nc\n", "key=value; k2=v2", "x1y22z333", "\"quoted \\\" text\"",
                "user@example.com", "((a)(b))", "tab\there", [233, 97, 201], "a.b.c", "\r\nx\r\n"],
    Patterns = ["", "a", "abc", "^abc$", "a*", "a+?", "(a)(b)?(c)?", "(x)?abc", "\\d+", "(\\d+)-(\\d+)-(\\d+)", "(?<year>\\d{4})-(?<month>\\d\\d)", "\\w+", "\\W+", "\\s",
                "\\bfoo\\b", "^.$", "(?i)ABC", "(?m)^b$", "(?s)a.b", "a(?=b)", "a(?!b)", "(?<=a)b", "(?<!a)b", "(a)\\1", "[a-c]+", "[^a-c]+", "[[:digit:]]+", "[[:alpha:]]+",
                "\\x61", "\\Aabc", "c\\z", "c\\Z", "$", "(a|b|c)+", "(?:a|b)+", "a{2}", "a{2,}", "a{1,2}?", "a++b", "(?>a+)b", "(?|(a)|(b))", "\\Qa.b\\E", "[.]", "\\.",
                "(?<q>[\"'])(.*?)(?<!\\\\)\\k<q>", "(\\((?:[^()]|(?1))*\\))", "\\R", "\\h", "(?#comment)a", "(k\\w*)=(v\\w*)", "^", "b$", "(?:(a)|b)*", "((((a))))", "[\\w.]+@[\\w.]+", "[\\w-.]+", "[a-\\d]", "[[:alpha:]-z]+", "[^\\s-]"],
    [io:format("~w ~p ~p: ~p ~p~n", [length(S), S, P, run(S, P, []), run(S, P, [global, {capture, all, list}])]) || P <- Patterns, S <- Subjects],
    options(),
    captures(),
    unicode(),
    mistakes(),
    compiled().

run(S, P, O) ->
    try re:run(S, P, O) catch error:R -> {error, R} end.

options() ->
    Cases = [{"ABC", "abc", [caseless]}, {[201], [233], [caseless]}, {"a\nb", "^b", [multiline]}, {"a\nb", "a.b", [dotall]}, {"ab", "a b", [extended]},
             {"aaa", "a+", [ungreedy]}, {"aaa", "(a)(a)", [no_auto_capture]}, {"xa", "a", [anchored]}, {"ab\n", "b$", [dollar_endonly]}, {"ab\n", "b$", []},
             {"abab", "b", [{offset, 2}]}, {"ab", "^b", [{offset, 1}]}, {"abc", "^a", [notbol]}, {"abc", "c$", [noteol]},
             {"aaa", "a*?", [notempty]}, {"baaa", "a*", [notempty_atstart]}, {"a\rb", "^b", [multiline, {newline, cr}]}, {"a\r\nb", "a$", [multiline, {newline, crlf}]},
             {"a\r\nb", "a.b", [{newline, lf}]}, {"a\r\nb", "a\\Rb", []}, {"a\x0bb", "a\\Rb", [bsr_anycrlf]}, {"ab\ncd", "cd", [firstline]}, {"aab", "(?<n>a)|(?<n>b)", [dupnames]},
             {"abc", "abc", [nonsense]}, {"abc", "abc", foo}, {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+c", [{match_limit, 100}]},
             {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+c", [{match_limit, 100}, report_errors]}, {"abc", "(", [report_errors]}, {"abc", "(", []},
             {"a1b2", "\\d", [global, {offset, 2}]}, {"", "", [global]}, {"abc", "", [global]}, {"a\r\nb", "", [global]}, {"a\r\nb", "", [global, {newline, crlf}]}],
    [io:format("~p ~p ~p: ~p~n", [S, P, O, run(S, P, O)]) || {S, P, O} <- Cases].

captures() ->
    S = "key=value",
    P = "(?<k>\\w+)(=)(?<v>\\w+)(x)?",
    Specs = [all, all_but_first, all_names, first, none, [], [1], [3, 1], [k, v], ["k"], [<<"v">>], [nope], [17], [0, 4]],
    [io:format("~p ~p: ~p~n", [Spec, Type, run(S, P, [{capture, Spec, Type}])]) || Spec <- Specs, Type <- [index, list, binary]],
    io:format("~p~n", [run(S, P, [{capture, all, nonsense}])]),
    io:format("~p~n", [run(S, P, [{capture, none}])]),
    io:format("~p~n", [run(S, "key", [{capture, all_names}])]),
    io:format("~p~n", [run("ab", "(x)?(a)(y)?(b)(z)?", [])]),
    io:format("~p~n", [run("ab", "(x)?(a)(y)?(b)(z)?", [{capture, all_but_first, list}])]),
    io:format("~p~n", [run(<<"ab">>, <<"b">>, [{capture, all, binary}])]),
    io:format("~p~n", [run(["a", [$b, <<"c">>]], "bc", [])]).

unicode() ->
    S = [1044, 1086, 1073, 1088, 1099, 1081, 32, 8364, 53],
    [io:format("~w~n", [run(S, P, O)]) || {P, O} <- [{[1086], [unicode]}, {[1086], []}, {"\\w+", [unicode]}, {"\\w+", [unicode, ucp]}, {".", [unicode, global]},
                                                       {".", [unicode, {capture, all, list}]}, {".", [unicode, {capture, all, binary}]}, {[8364, 40, 46, 41], [unicode]},
                                                       {"\\x{20ac}", [unicode]}, {"\\p{Lu}", [unicode]}, {[1044], [unicode, caseless]}, {[1076], [unicode, caseless]}]],
    io:format("~w~n", [run(<<255, 254>>, "a", [unicode])]),
    io:format("~w~n", [run(unicode:characters_to_binary(S), <<"5">>, [unicode])]).

mistakes() ->
    Bad = ["(", ")", "[", "[z-a]", "*a", "+", "\\", "x{70000}", "[a", "a)", "(?#", "(?<n", "a{2,1}"],
    [io:format("~p: ~p~n", [P, re:compile(P)]) || P <- Bad].

compiled() ->
    {ok, C} = re:compile("(?<first>a)(?<second>b)?", [caseless]),
    io:format("~p~n", [{element(1, C), element(2, C), element(3, C), element(4, C)}]),
    io:format("~p~n", [run("xAB", C, [{capture, all, list}])]),
    io:format("~p~n", [run("xAB", C, [caseless])]),
    io:format("~p~n", [run("xAB", C, [{capture, [second], list}])]),
    io:format("~p~n", [re:inspect(C, namelist)]),
    io:format("~p~n", [try re:inspect(C, foo) catch error:R -> R end]),
    io:format("~p~n", [try re:compile("a", [global]) catch error:R2 -> R2 end]),
    io:format("~p~n", [try re:run("a", {foo}) catch error:R3 -> R3 end]).
