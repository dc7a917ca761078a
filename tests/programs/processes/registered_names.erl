-module(registered_names).
-export([main/0]).

main() ->
    io:format("~p~n", [register(me, self())]),
    io:format("~p ~p~n", [whereis(me) =:= self(), whereis(nobody)]),
    io:format("~p~n", [catch_error(fun() -> register(me, self()) end)]),
    io:format("~p~n", [catch_error(fun() -> register(other, self()) end)]),
    io:format("~p~n", [catch_error(fun() -> register(undefined, self()) end)]),
    io:format("~p~n", [catch_error(fun() -> register("x", self()) end)]),
    io:format("~p~n", [lists:member(me, registered())]),
    me ! hello,
    receive M -> io:format("~p~n", [M]) end,
    io:format("~p~n", [process_info(self(), registered_name)]),
    io:format("~p~n", [unregister(me)]),
    io:format("~p~n", [catch_error(fun() -> unregister(me) end)]),
    io:format("~p~n", [catch_error(fun() -> me ! hello end)]),
    io:format("~p~n", [process_info(self(), registered_name)]),
    P = spawn(fun() -> receive stop -> ok end end),
    register(brief, P),
    P ! stop,
    timer:sleep(10),
    io:format("~p~n", [whereis(brief)]).

catch_error(F) -> try F() catch C:R -> {C, R} end.
