-module(sorting_of_many).
-export([main/0]).

%% Long lists in no order: equal keys keep theirs, numbers that are equal but not the same stay apart, and a first run of
%% either direction, floats, large integers and tuples of other kinds among the rest change nothing.
main() ->
    Mixed = [I * 79 rem 211 - 100 || I <- lists:seq(1, 400)],
    Starts = [[], [1, 2, 3], [1.0, 2, 3], [3, 2, 1], [3, 2.0, 1.0], [5, 5.0, 5], [-100.0]],
    Ends = [[], [1.0], [1, 1.0, 1], [1 bsl 70, -1, -(1 bsl 70), -1.0], [a, "b", {c}]],
    [
        show({S, E}, [Sort(S ++ Mixed ++ E) || Sort <- [fun lists:sort/1, fun lists:usort/1]])
     || S <- Starts, E <- Ends
    ],
    [
        show({key, S, E}, [
            Sort(2, [{I, X} || {I, X} <- lists:zip(lists:seq(1, length(L)), L)])
         || L <- [S ++ Mixed ++ E], Sort <- [fun lists:keysort/2, fun lists:ukeysort/2]
        ])
     || S <- Starts, E <- Ends
    ],
    [
        show(Count, [lists:sort(L), lists:usort(L), lists:keysort(1, [{X} || X <- L]), lists:ukeysort(1, [{X} || X <- L])])
     || Count <- [30, 34, 35, 36, 40, 100, 8195, 8196, 8197, 8230],
        L <- [[I * 31 rem 67 || I <- lists:seq(1, Count)]]
    ],
    Many = [I * 7919 rem 10007 - 5000 || I <- lists:seq(1, 9000)],
    [
        show({many, E}, [lists:sort(L), lists:usort(L), lists:keysort(1, [{X} || X <- L]), lists:ukeysort(1, [{X} || X <- L])])
     || E <- [[], [3.0, 3, 3.0], [1 bsl 70, 0.0], [a, "b", {c}]], L <- [Many ++ E, [9000, 8000 | Many] ++ E]
    ],
    [io:format("~w~n", [element(1, (catch Sort(Many ++ tail)))]) || Sort <- [fun lists:sort/1, fun lists:usort/1]],
    Improper = Mixed ++ tail,
    [
        io:format("~w~n", [element(1, (catch Sort(Improper)))])
     || Sort <- [fun lists:sort/1, fun lists:usort/1, fun(L) -> lists:keysort(1, [{1}, {3}, {2} | L]) end]
    ],
    {'EXIT', {Reason, [{Module, Function, _, _} | _]}} = (catch lists:keysort(2, [{X, X} || X <- Mixed] ++ [{1}])),
    io:format("~w~n", [{Reason, Module, Function}]),
    Untouched = lists:sort(Mixed ++ [{X} || X <- Mixed]) =:= lists:sort(Mixed) ++ [{X} || X <- lists:sort(Mixed)],
    io:format("~w~n", [Untouched]).

show(What, Lists) ->
    io:format("~w ~w ~w~n", [What, [length(L) || L <- Lists], [erlang:phash2(places(L)) || L <- Lists]]).

%% The kinds of numbers next to each other, and what stands where.
places(L) -> [{X, is_list(X) orelse element_kind(X)} || X <- L].

element_kind({_, X}) -> element_kind(X);
element_kind(X) -> {is_float(X), is_integer(X)}.
