-module(stringify_and_paste).
-export([main/0]).

-define(assert(E), case (E) of true -> ok; false -> io:format("failed: ~s at ~w~n", [??E, ?LINE]) end).
-define(show(E), io:format("~s => ~w~n", [??E, E])).

main() ->
    ?assert(1 + 1 =:= 2),
    ?assert(lists:max([1, 2, 3]) =:= 2),
    ?show(lists:seq(1, 3)),
    ?show({a, "b", $c}),
    ?show([X || X <- [1, 2, 3], X > 1]),
    ?show(begin 1, 2 end).
