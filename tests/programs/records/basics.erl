-module(basics).
-export([main/0]).

-record(person, {name, age = 18, tags = [] :: list()}).

main() ->
    P = #person{name = "Joe"},
    io:format("~p~n", [P]),
    io:format("~p ~p ~p~n", [P#person.name, P#person.age, P#person.tags]),
    Q = P#person{age = 40, tags = [a]},
    io:format("~p ~p~n", [Q, P]),
    #person{name = N, age = A} = Q,
    io:format("~p ~p~n", [N, A]),
    io:format("~p~n", [[#person.name, #person.age, #person.tags]]),
    io:format("~p~n", [[is_record(X, person) || X <- [P, {person, 1}, {person, 1, 2, 3}, x]]]),
    io:format("~p~n", [is_record(P, person, 4)]),
    io:format("~p~n", [record_info(fields, person)]),
    io:format("~p~n", [record_info(size, person)]),
    io:format("~p~n", [#person{_ = x}]),
    io:format("~p~n", [#person{name = y, _ = x}]).
