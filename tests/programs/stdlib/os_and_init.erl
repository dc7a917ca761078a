-module(os_and_init).
-export([main/0]).

main() ->
    io:format("~p~n", [element(1, os:type())]),
    io:format("~p~n", [os:getenv("SURELY_NOT_SET_ANYWHERE")]),
    io:format("~p~n", [os:getenv("SURELY_NOT_SET_ANYWHERE", "default")]),
    os:putenv("A_NAME_FOR_THIS", "value"),
    io:format("~p~n", [os:getenv("A_NAME_FOR_THIS")]),
    io:format("~p~n", [is_integer(os:system_time())]),
    io:format("~p~n", [is_list(os:getenv())]).
