-module(lists_sorting).
-export([main/0]).

main() ->
    io:format("~p~n", [lists:sort([3, 1, 2])]),
    io:format("~p~n", [lists:sort([b, 1, "a", {x}, 2.5, [], {a, b}, a])]),
    io:format("~p~n", [lists:sort(fun(A, B) -> A > B end, [3, 1, 2, 3])]),
    io:format("~p~n", [lists:sort(fun({_, A}, {_, B}) -> A < B end, [{1, x}, {2, a}, {3, x}, {4, a}, {5, x}])]),
    io:format("~p~n", [lists:sort(fun({_, A}, {_, B}) -> A =< B end, [{1, x}, {2, a}, {3, x}, {4, a}, {5, x}])]),
    io:format("~p~n", [lists:usort([3, 1, 2, 3, 1, 1.0])]),
    io:format("~p~n", [lists:keysort(2, [{a, 3}, {b, 1}, {c, 2}, {d, 1}])]),
    io:format("~p~n", [lists:ukeysort(2, [{a, 3}, {b, 1}, {c, 2}, {d, 1}])]),
    io:format("~p~n", [lists:merge([1, 3, 5], [2, 3, 4])]),
    io:format("~p~n", [lists:umerge([1, 3, 5], [2, 3, 4])]),
    io:format("~p~n", [lists:keymerge(1, [{1, a}, {3, a}], [{1, b}, {2, b}])]),
    io:format("~p~n", [lists:merge([[1, 4], [2, 5], [3, 6]])]),
    io:format("~p~n", [lists:usort(fun(A, B) -> A rem 3 =< B rem 3 end, [4, 2, 7, 9, 5])]),
    Random = random(2000, 12345, []),
    Sorted = lists:sort(Random),
    io:format("~p ~p~n", [is_sorted(Sorted), length(Sorted)]),
    io:format("~p~n", [lists:sublist(Sorted, 5)]),
    io:format("~p~n", [lists:sort(Random) =:= lists:sort(fun(A, B) -> A =< B end, Random)]).

random(0, _, L) -> L;
random(N, Seed, L) ->
    Next = (Seed * 1103515245 + 12345) band 16#7fffffff,
    random(N - 1, Next, [Next rem 1000 | L]).

is_sorted([A, B | T]) when A =< B -> is_sorted([B | T]);
is_sorted([_, _ | _]) -> false;
is_sorted(_) -> true.
