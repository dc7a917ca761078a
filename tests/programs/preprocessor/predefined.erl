-module(predefined).
-export([main/0]).

main() ->
    io:format("~p ~p ~p~n", [?MODULE, ?FILE, ?LINE]),
    io:format("~p~n", [is_atom(?MACHINE)]),
    io:format("~p~n", [?OTP_RELEASE >= 20]),
    io:format("~p~n", [?MACHINE]),
    F = fun() -> {?FUNCTION_NAME, ?LINE} end,
    io:format("~p~n", [F()]).
