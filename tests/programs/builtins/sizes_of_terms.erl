-module(sizes_of_terms).
-export([main/0]).

main() ->
    List = lists:seq(1, 10),
    [io:format("~p ~p~n", [erts_debug:flat_size(T), erts_debug:size(T)]) ||
        T <- [1, a, [], [1, 2, 3], {1, 2}, {List, List}, [List | List], id(1.5), id(1 bsl 100), "text", self()]],
    io:format("~p~n", [[erts_debug:same(List, List), erts_debug:same(1, 1)]]).

id(X) -> X.
