-module(printing).
-export([main/0]).

main() ->
    io:format("~p ~w~n", [<<"abc">>, <<"abc">>]),
    io:format("~p ~w~n", [<<1, 2, 3>>, <<1, 2, 3>>]),
    io:format("~p~n", [<<"tab\tnl\n\"q\"">>]),
    io:format("~p ~tp~n", [<<"é"/utf8>>, <<"é"/utf8>>]),
    io:format("~s ~ts~n", [<<"plain">>, <<"€"/utf8>>]),
    io:format("~p~n", [<<1:1>>]),
    io:format("~p~n", [<<"ab", 1:1>>]),
    io:format("~p~n", [list_to_binary(lists:seq(0, 60))]),
    io:format("~p~n", [list_to_binary(lists:duplicate(100, $x))]),
    io:format("~P~n", [list_to_binary(lists:seq(0, 60)), 8]),
    io:format("~10s|~-10s|~3s~n", [<<"abc">>, <<"abc">>, <<"abcdef">>]),
    io:format("~p~n", [{<<"a">>, [<<"b">>, <<200>>], #{<<"k">> => <<"v">>}}]).
