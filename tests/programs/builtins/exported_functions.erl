-module(exported_functions).
-export([main/0, here/1]).

%% Modules of the system count as loaded before they are used.
main() ->
    [io:format("~p~n", [{M, F, A, erlang:function_exported(M, F, A)}])
     || {M, F, A} <- [{lists, map, 2}, {lists, reverse, 2}, {maps, map, 2}, {queue, new, 0}, {erlang, self, 0}, {proplists, get_value, 2},
                      {lists, nope, 1}, {lists, map, 3}, {ets, tab2list, 1}, {file, read_file, 1}, {gb_trees, empty, 0}, {binary, replace, 3},
                      {os, cmd, 1}, {?MODULE, here, 1}, {?MODULE, here, 2}, {nowhere, f, 0}, {filename, join, 2}, {orddict, store, 3}]],
    [io:format("~p~n", [{M, erlang:module_loaded(M)}]) || M <- [lists, maps, queue, erlang, file, nowhere, ?MODULE, gb_sets, proplists]],
    [io:format("~p~n", [try F() catch C:R -> {C, R} end])
     || F <- [fun() -> erlang:function_exported(1, a, 1) end, fun() -> erlang:function_exported(a, 1, 1) end,
              fun() -> erlang:function_exported(a, b, c) end, fun() -> erlang:module_loaded("a") end]].

here(X) -> X.
