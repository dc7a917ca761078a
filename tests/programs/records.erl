-module(records).
-export([main/0]).
-record(person, {name, age = 18, tags = []}).
-record(company, {boss = #person{name = "nobody"}, staff = [] :: list()}).
-record(empty, {}).

main() ->
    P = #person{name = "Joe"},
    io:format("~p~n", [P]),
    io:format("~p ~p ~p~n", [P#person.name, P#person.age, P#person.tags]),
    Q = P#person{age = 30, tags = [a | P#person.tags]},
    io:format("~p~n", [Q]),
    io:format("~p ~p~n", [#person.name, #person.tags]),
    C = #company{staff = [P, Q]},
    io:format("~p~n", [C]),
    io:format("~p~n", [(C#company.boss)#person.name]),
    D = C#company{boss = (C#company.boss)#person{name = "Ann"}},
    io:format("~p~n", [D#company.boss]),
    io:format("~p ~p~n", [is_record(P, person), is_record(P, company)]),
    io:format("~p~n", [adult(Q)]),
    io:format("~p~n", [adult(#person{name = x, age = 3})]),
    io:format("~p~n", [#empty{}]),
    io:format("~p~n", [#person{_ = '_', age = 1}]),
    io:format("~p~n", [element(#person.age, Q)]),
    io:format("~p~n", [lists:keyfind("Joe", #person.name, C#company.staff)]),
    io:format("~p~n", [record_info(fields, person)]),
    io:format("~p~n", [record_info(size, company)]),
    try (id(not_a_person))#person.age catch error:R -> io:format("~p~n", [R]) end,
    try (id(Q))#company{staff = []} of V -> io:format("~p~n", [V]) catch error:R2 -> io:format("~p~n", [R2]) end,
    #person{name = N, tags = [T | _]} = Q,
    io:format("~p ~p~n", [N, T]).

adult(#person{age = A, name = N}) when A >= 18 -> {N, adult};
adult(#person{} = P) when P#person.age < 18 -> {P#person.name, child}.

id(X) -> X.
