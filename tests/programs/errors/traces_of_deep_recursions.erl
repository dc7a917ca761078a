%% Stack traces above recursions of one function and of two by turns.
-module(traces_of_deep_recursions).
-export([main/0]).

main() ->
    [shown(fun() -> one(N) end) || N <- [0, 1, 2, 7, 8, 9, 1000, 100000]],
    [shown(fun() -> two(N) end) || N <- [0, 1, 2, 7, 8, 9, 1001]].

one(-1) -> 0;
one(0) -> throw(deep);
one(N) -> 1 + one(N - 1).

two(-1) -> 0;
two(0) -> error(deep);
two(N) -> {other(N - 1)}.

other(-1) -> 0;
other(0) -> exit(deep);
other(N) -> {two(N - 1)}.


shown(F) ->
    try F() catch
        Class:Reason:Stack ->
            Names = [{Name, Arity, proplists:get_value(line, Place)}
                     || {?MODULE, Name, Arity, Place} <- Stack, hd(atom_to_list(Name)) =/= $-],
            io:format("~p ~p ~p~n", [Class, Reason, Names])
    end.
