-module(ets_matching).
-export([main/0]).

main() ->
    show(fun() -> begin T = ets:new(x, [ordered_set]), ets:insert(T, [{1, a, x}, {2, b, y}, {3, a, z}]), [ets:match(T, {'$1', a, '_'}), ets:match_object(T, {'_', a, '_'}), ets:select(T, [{{'$1', '$2', '_'}, [{'>', '$1', 1}], [{{'$2', '$1'}}]}]), ets:select_count(T, [{{'_', a, '_'}, [], [true]}])] end end),
    show(fun() -> begin T = ets:new(x, [ordered_set]), ets:insert(T, [{N, N} || N <- lists:seq(1, 5)]), ets:select_delete(T, [{{'$1', '_'}, [{'<', '$1', 4}], [true]}]), ets:tab2list(T) end end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
