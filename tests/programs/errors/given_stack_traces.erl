-module(given_stack_traces).
-export([main/0]).

%% What erlang:raise/3 takes for a stack trace, and what it makes of its entries.
main() ->
    Fun = fun id/1,
    Entries = [{a, b, 1}, {a, b, 1, []}, {a, b, [1], []}, {a, b, 1, [{line, 1}]}, {a, b, 1, foo}, {1, b, 1, []}, {a, 1, 1, []},
               {Fun, [1]}, {Fun, [1], []}, {Fun, 1, []}, {Fun, [1], foo}, {a, [1]}, {a, [1], []}, {}, {a}, foo, 1, []],
    [io:format("~p: ~p~n", [shown(Entry, Fun), shown(catch erlang:raise(error, x, [Entry]), Fun)]) || Entry <- Entries],
    io:format("~p~n", [catch erlang:raise(exit, x, [{a, b, 1} | tail])]).

id(X) -> X.

%% Names of funs are not the point here.
shown(Fun, Fun) -> a_fun;
shown([First | Rest], Fun) -> [shown(First, Fun) | shown(Rest, Fun)];
shown(Tuple, Fun) when is_tuple(Tuple) -> list_to_tuple(shown(tuple_to_list(Tuple), Fun));
shown(Other, _) -> Other.
