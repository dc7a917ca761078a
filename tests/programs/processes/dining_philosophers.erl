-module(dining_philosophers).
-export([main/0]).

%% Each takes the lower fork first, so nobody starves.
main() ->
    Self = self(),
    Forks = list_to_tuple([spawn(fun() -> fork() end) || _ <- lists:seq(1, 5)]),
    Names = [plato, kant, hume, marx, hegel],
    [spawn(fun() -> philosopher(Name, element(min(L, R), Forks), element(max(L, R), Forks), 3, Self) end)
        || {Name, L, R} <- lists:zip3(Names, [1, 2, 3, 4, 5], [2, 3, 4, 5, 1])],
    Eaten = [receive {done, N, Meals} -> {N, Meals} after 5000 -> stuck end || _ <- Names],
    io:format("~p~n", [lists:sort(Eaten)]).

fork() ->
    receive
        {take, P} -> P ! {taken, self()}, receive {put, P} -> fork() end
    end.

philosopher(Name, _, _, 0, Parent) -> Parent ! {done, Name, 3};
philosopher(Name, A, B, N, Parent) ->
    take(A), take(B),
    timer:sleep(1),
    A ! {put, self()}, B ! {put, self()},
    philosopher(Name, A, B, N - 1, Parent).

take(Fork) -> Fork ! {take, self()}, receive {taken, Fork} -> ok end.
