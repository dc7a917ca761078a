-module(lists_keystore).
-export([main/0]).

main() ->
    show(fun() -> lists:keystore(b, 1, [{a, 1}, {b, 2}], {b, new}) end),
    show(fun() -> lists:keystore(c, 1, [{a, 1}], {c, 3}) end),
    show(fun() -> lists:keystore(c, 1, [], {c}) end),
    show(fun() -> lists:keystore(a, 1, [], notuple) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
