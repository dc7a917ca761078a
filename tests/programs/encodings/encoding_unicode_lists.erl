-module(encoding_unicode_lists).
-export([main/0]).

main() ->
    show(fun() -> unicode:characters_to_list(<<"é"/utf8>>) end),
    show(fun() -> unicode:characters_to_list([<<"a">>, 233]) end),
    show(fun() -> unicode:characters_to_list(<<255>>) end),
    show(fun() -> unicode:characters_to_binary([233]) end),
    show(fun() -> unicode:characters_to_binary([1114112]) end),
    show(fun() -> unicode:characters_to_binary("é", unicode, latin1) end),
    show(fun() -> unicode:characters_to_list(<<"ab">>, latin1) end),
    show(fun() -> unicode:characters_to_list(x) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
