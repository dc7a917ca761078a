-module(keys).
-export([main/0]).

main() ->
    L = [{a, 1}, {b, 2}, {a, 3}, {c, 1.0}, other],
    p([lists:keyfind(a, 1, L), lists:keyfind(z, 1, L), lists:keyfind(1, 2, L), lists:keysearch(b, 1, L), lists:keymember(c, 1, L), lists:keymember(x, 1, L)]),
    p([lists:keydelete(a, 1, L), lists:keyreplace(a, 1, L, {a, new}), lists:keystore(z, 1, L, {z, 26}), lists:keystore(b, 1, L, {b, two})]),
    p([lists:keytake(b, 1, L), lists:keytake(q, 1, L), lists:keymap(fun(X) -> X * 2 end, 2, [{a, 1}, {b, 2}])]),
    p([lists:keyfind(1.0, 2, L), lists:keyfind(3, 2, [{x, y}, {x, y, 3}])]),
    p([lists:member(1, [1.0, 2]), lists:member(a, [b, a]), lists:delete(a, [b, a, a]), lists:subtract([1, 2, 2], [2])]),
    p([lists:prefix([1], [1, 2]), lists:suffix([2], [1, 2]), lists:prefix([], []), lists:suffix([a], [])]),
    p([catch_(fun() -> lists:keyfind(a, 0, L) end), catch_(fun() -> lists:member(a, b) end), catch_(fun() -> lists:keydelete(a, x, L) end)]).

p(L) -> [io:format("~w~n", [X]) || X <- L].
catch_(F) -> try F() catch C:R -> {C, R} end.
