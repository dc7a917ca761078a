%% All matches in texts of characters of one to four bytes.
-module(many_matches_of_unicode).
-export([main/0]).

main() ->
    Text = unicode:characters_to_binary(["a", 16#e9, 16#4e2d, 16#1f600, " b", 16#e9]),
    Patterns = [".", "x*", "", "\\b", "(?<=" ++ [16#e9] ++ ").", [16#e9], "a|", "\\X", "(?=.)"],
    [io:format("~w ~w~n", [P, re:run(Text, P, [global, unicode | Options])])
     || P <- Patterns, Options <- [[], [ucp], [{capture, all, list}], [{capture, first, binary}], [{offset, 3}]]],
    [io:format("~w~n", [re:run(Text, P, [global, {capture, first, index}])]) || P <- [".", "x*", ""]],
    [io:format("~w~n", [re:replace(Text, P, "<&>", [global, unicode, {return, list}])]) || P <- [".", "x*", "\\b"]],
    [io:format("~w~n", [re:split(Text, P, [unicode, {return, list}])]) || P <- ["", "b", [16#4e2d]]],
    [io:format("~p~n", [catch_class(fun() -> re:run(S, ".", [global, unicode]) end)])
     || S <- [<<255>>, <<"ab", 255>>, <<"ab", 16#e9, "c">>, <<16#c3>>]],
    [io:format("~p~n", [catch_class(fun() -> re:run(Text, ".", [global, unicode, {offset, O}]) end)]) || O <- [2, 4, 5]],
    Long = binary:copy(unicode:characters_to_binary([16#e9, "t", 16#e9, " "]), 5000),
    {match, Found} = re:run(Long, "\\w+", [global, unicode, ucp]),
    io:format("~p ~p~n", [length(Found), lists:last(Found)]).

catch_class(F) ->
    try F() catch Class:Reason -> {Class, Reason} end.
