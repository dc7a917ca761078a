-module(unicode_module).
-export([main/0]).

main() ->
    io:format("~p~n", [unicode:characters_to_binary("aé€")]),
    io:format("~p~n", [unicode:characters_to_list(<<"aé€"/utf8>>)]),
    io:format("~p~n", [unicode:characters_to_list(<<233>>, latin1)]),
    io:format("~p~n", [unicode:characters_to_binary("é", unicode, latin1)]),
    io:format("~p~n", [unicode:characters_to_list(<<97, 255, 98>>)]),
    io:format("~p~n", [unicode:characters_to_binary([<<"a">>, $b, ["c"]])]),
    io:format("~p~n", [unicode:characters_to_list(<<226, 130>>)]),
    io:format("~p~n", [unicode:characters_to_binary("a", utf8, utf16)]),
    io:format("~p~n", [unicode:characters_to_nfd_list("é")]),
    io:format("~p~n", [unicode:characters_to_nfc_list([101, 769])]).
