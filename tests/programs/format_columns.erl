-module(format_columns).
-export([main/0]).

%% Where ~p breaks lines depends on the column at which it starts.
main() ->
    T = {config, [{name, "server"}, {port, 8080}, {hosts, ["alpha", "beta", "gamma"]}, {limits, {1000, 2000, 3000}}]},
    io:format("~p~n", [T]),
    io:format("The configuration: ~p.~n", [T]),
    io:format("                                                            ~p~n", [T]),
    io:format("~p ~p~n", [T, T]),
    io:format("first line~n~p~n", [[T, T]]),
    io:format("~p~n", [list_to_tuple(lists:seq(1, 50))]),
    io:format("~p~n", [[{abcdefghijklmnopqrstuvwxyz, abcdefghijklmnopqrstuvwxyz, abcdefghijklmnopqrstuvwxyz}]]),
    io:format("~p~n", [[a, "string", {tuple, [1.5, -2]}, [[nested], [deeper, [still]]], lists:seq(100, 130)]]),
    io:format("~p~n", [lists:duplicate(20, {k, v})]),
    io:format("~p~n", [[lists:seq(1, 3), lists:duplicate(30, abc), "end"]]).
