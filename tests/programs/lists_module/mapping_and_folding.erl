-module(mapping_and_folding).
-export([main/0]).

main() ->
    p([lists:map(fun(X) -> X * 2 end, [1, 2, 3]), lists:filter(fun(X) -> X > 1 end, [1, 2, 3]), lists:filtermap(fun(X) when X > 2 -> {true, X * 10}; (2) -> true; (_) -> false end, [1, 2, 3])]),
    p([lists:foldl(fun(X, A) -> [X | A] end, [], [1, 2, 3]), lists:foldr(fun(X, A) -> [X | A] end, [], [1, 2, 3]), lists:flatmap(fun(X) -> [X, X] end, [a, b])]),
    p([lists:mapfoldl(fun(X, S) -> {X * 2, S + X} end, 0, [1, 2, 3]), lists:mapfoldr(fun(X, S) -> {{X, S}, S + X} end, 0, [1, 2, 3])]),
    p([lists:all(fun is_atom/1, [a, b]), lists:all(fun is_atom/1, []), lists:any(fun is_atom/1, [1, b]), lists:any(fun is_atom/1, [])]),
    p([lists:partition(fun(X) -> X rem 2 =:= 0 end, [1, 2, 3, 4]), lists:search(fun(X) -> X > 1 end, [1, 2, 3]), lists:search(fun(X) -> X > 9 end, [1])]),
    lists:foreach(fun(X) -> io:format("~w;", [X]) end, [1, 2, 3]),
    io:nl(),
    p([lists:zip([1, 2], [a, b]), lists:zip3([1], [a], [x]), lists:unzip([{1, a}, {2, b}]), lists:unzip3([{1, a, x}]), lists:zipwith(fun(A, B) -> A + B end, [1, 2], [3, 4]), lists:zipwith3(fun(A, B, C) -> A + B + C end, [1], [2], [3])]),
    p([catch_(fun() -> lists:zip([1], []) end), catch_(fun() -> lists:map(fun(X) -> X end, a) end), catch_(fun() -> lists:foldl(fun(_, _) -> x end, 0, [a | b]) end)]).

p(L) -> [io:format("~w~n", [X]) || X <- L].
catch_(F) -> try F() catch C:R -> {C, R} end.
