-module(catch_forms).
-export([main/0]).

main() ->
    io:format("~p~n", [catch 1 + 1]),
    io:format("~p~n", [catch throw(x)]),
    io:format("~p~n", [catch exit(x)]),
    {'EXIT', {R, S}} = (catch error(x)),
    io:format("~p ~p~n", [R, is_list(S)]),
    io:format("~p~n", [[catch throw(N) || N <- [1, 2]]]),
    X = (catch throw({a, b})),
    io:format("~p~n", [X]),
    case catch list_to_integer("x1") of
        {'EXIT', {badarg, _}} -> io:format("badarg~n");
        N -> io:format("~p~n", [N])
    end,
    io:format("~p~n", [catch (catch throw(deep))]),
    io:format("~p~n", [begin catch throw(ignored), next end]).
