-module(process_dictionary).
-export([main/0]).

main() ->
    io:format("~p~n", [get(a)]),
    io:format("~p ~p ~p~n", [put(a, 1), put(a, 2), get(a)]),
    put(b, [x]), put({c, 1}, y),
    io:format("~p~n", [lists:sort(get())]),
    io:format("~p~n", [lists:sort(get_keys())]),
    io:format("~p ~p~n", [erase(a), erase(a)]),
    io:format("~p~n", [lists:sort(erase())]),
    io:format("~p~n", [get()]),
    put(k, outer),
    S = self(),
    spawn(fun() -> S ! {inner, get(k)}, put(k, inner) end),
    receive {inner, V} -> io:format("~p ~p~n", [V, get(k)]) end,
    [put(N, N * N) || N <- lists:seq(1, 500)],
    io:format("~p~n", [lists:sum([get(N) || N <- lists:seq(1, 500)])]),
    io:format("~p ~p~n", [put(1, a), put(1.0, b)]),
    io:format("~p ~p~n", [get(1), get(1.0)]).
