%% lists:uniq/1,2: many repeats, numbers that are ==, order of calls, and what is none.
-module(uniq_of_many).
-export([main/0]).

main() ->
    L = [1, 1.0, 1, 0.0, -0.0, 0, {1}, {1.0}, {1}, "a", "a", [], [[]], <<1>>, <<1:1>>, <<1>>, #{}, #{a => 1}, #{a => 1.0}, #{}, a],
    io:format("~w~n", [lists:uniq(L)]),
    io:format("~w~n", [lists:uniq([])]),
    io:format("~w~n", [lists:uniq(fun(X) -> io:format("~w ", [X]), X rem 3 end, [3, 1, 4, 1, 5, 9, 2, 6])]),
    io:format("~w~n", [lists:uniq(fun(_) -> same end, [b, a, c])]),
    io:format("~w~n", [length(lists:uniq([X rem 1000 || X <- lists:seq(1, 20000)]))]),
    io:format("~w~n", [lists:sum(lists:uniq([X || X <- lists:seq(1, 20000)]))]),
    io:format("~w~n", [lists:uniq([X rem 7 * 1.0 || X <- lists:seq(1, 2000)])]),
    [io:format("~w~n", [reason(F)])
     || F <- [fun() -> lists:uniq(foo) end, fun() -> lists:uniq([a | b]) end, fun() -> lists:uniq(foo, []) end,
              fun() -> lists:uniq(fun(X) -> X end, [a | b]) end, fun() -> lists:uniq(fun(X) -> hd(X) end, [a]) end]].

reason(F) ->
    try F() catch Class:Reason:Stack -> {Class, Reason, element(1, hd(Stack)), element(2, hd(Stack))} end.
