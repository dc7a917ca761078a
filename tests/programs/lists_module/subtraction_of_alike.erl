%% Elements that differ in their highest bits alone.
-module(subtraction_of_alike).
-export([main/0]).

main() ->
    [begin
         Some = [Make(N bsl Bits) || N <- lists:seq(0, 4095)],
         io:format("~w ~w~n", [Some -- lists:reverse(Some), length(Some -- lists:sublist(Some, 1000))])
     end || Bits <- [0, 20, 40, 47], Make <- [fun(X) -> X end, fun(X) -> {x, X} end, fun(X) -> [X] end]],
    Table = ets:new(t, []),
    ets:insert(Table, {k, 1}),
    io:format("~w~n", [[try ets:update_counter(Table, k, 1, New) catch error:Reason -> Reason end || New <- [foo, {}, {k, 5}]]]),
    io:format("~w~n", [ets:lookup(Table, k)]).
