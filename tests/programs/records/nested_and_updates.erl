-module(nested_and_updates).
-export([main/0]).

-record(address, {street, city = "Paris"}).
-record(user, {id = make_id(), address = #address{}, log = []}).

main() ->
    U = #user{},
    io:format("~p~n", [U]),
    io:format("~p~n", [U#user.address#address.city]),
    V = U#user{address = (U#user.address)#address{street = "Rue"}},
    io:format("~p~n", [V]),
    W = lists:foldl(fun(E, Acc) -> Acc#user{log = [E | Acc#user.log]} end, V, [a, b, c]),
    io:format("~p~n", [W#user.log]),
    io:format("~p~n", [(W#user{id = 9})#user.id]),
    io:format("~p~n", [W#user{}]).

make_id() -> 7.
