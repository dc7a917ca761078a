-module(process_dictionary).
-export([main/0]).

main() ->
    io:format("~p ~p~n", [put(a, 1), put(a, 2)]),
    io:format("~p ~p~n", [get(a), get(nothing)]),
    put({b, c}, [x]),
    put("s", 3.0),
    io:format("~p~n", [lists:sort(get())]),
    io:format("~p~n", [lists:sort(get_keys())]),
    io:format("~p~n", [get_keys([x])]),
    io:format("~p ~p~n", [erase(a), erase(a)]),
    Self = self(),
    spawn(fun() -> Self ! get() end),
    receive L -> io:format("~p~n", [L]) end,
    io:format("~p ~p~n", [lists:sort(erase()), get()]).
